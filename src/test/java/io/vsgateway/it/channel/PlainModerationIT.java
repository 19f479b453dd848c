package io.vsgateway.it.channel;

class PlainModerationIT extends ModerationContract {
    @Override
    String writer() {
        return "plain";
    }
}
