package io.vsgateway.it.channel;

class PlainChannelWorldIT extends ChannelWorldContract {
    @Override
    String writer() {
        return "plain";
    }
}
