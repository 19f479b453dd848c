package io.vsgateway.it.channel;

class PlainInboxIT extends InboxContract {
    @Override
    String writer() {
        return "plain";
    }
}
