package io.vsgateway.it.channel;

class FramedChannelsIT extends ChannelsContract {
    @Override
    String writer() {
        return "framed";
    }
}
