package io.vsgateway.it.channel;

class FramedModerationIT extends ModerationContract {
    @Override
    String writer() {
        return "framed";
    }
}
