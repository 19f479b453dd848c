package io.vsgateway.it.channel;

class PlainKilledIT extends KilledContract {
    @Override
    String writer() {
        return "plain";
    }
}
