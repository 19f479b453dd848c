package io.vsgateway.it.load;

/// Shared frames, straight to the channel.
class FramedFloodIT extends FloodContract {
    @Override
    String writer() {
        return "framed";
    }
}
