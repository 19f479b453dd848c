package io.vsgateway.it.load;

/// One message at a time, by the platform's public API.
class PlainFloodIT extends FloodContract {
    @Override
    String writer() {
        return "plain";
    }
}
