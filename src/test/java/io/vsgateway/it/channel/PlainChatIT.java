package io.vsgateway.it.channel;

class PlainChatIT extends ChatContract {
    @Override
    String writer() {
        return "plain";
    }
}
