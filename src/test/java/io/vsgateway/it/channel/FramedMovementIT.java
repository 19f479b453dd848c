package io.vsgateway.it.channel;

class FramedMovementIT extends MovementContract {
    @Override
    String writer() {
        return "framed";
    }
}
