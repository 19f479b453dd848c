package io.vsgateway.it.channel;

class FramedChannelWorldIT extends ChannelWorldContract {
    @Override
    String writer() {
        return "framed";
    }
}
