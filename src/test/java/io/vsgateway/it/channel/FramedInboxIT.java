package io.vsgateway.it.channel;

class FramedInboxIT extends InboxContract {
    @Override
    String writer() {
        return "framed";
    }
}
