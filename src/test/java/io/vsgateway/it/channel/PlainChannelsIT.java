package io.vsgateway.it.channel;

class PlainChannelsIT extends ChannelsContract {
    @Override
    String writer() {
        return "plain";
    }
}
