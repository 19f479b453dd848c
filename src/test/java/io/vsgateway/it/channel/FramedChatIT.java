package io.vsgateway.it.channel;

class FramedChatIT extends ChatContract {
    @Override
    String writer() {
        return "framed";
    }
}
