package io.vsgateway.it.channel;

class PlainMovementIT extends MovementContract {
    @Override
    String writer() {
        return "plain";
    }
}
