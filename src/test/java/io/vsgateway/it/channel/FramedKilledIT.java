package io.vsgateway.it.channel;

class FramedKilledIT extends KilledContract {
    @Override
    String writer() {
        return "framed";
    }
}
