package io.vsgateway.it.load;

/// Shared frames, straight to the channel.
class FramedFanoutIT extends FanoutContract {
    @Override
    String writer() {
        return "framed";
    }
}
