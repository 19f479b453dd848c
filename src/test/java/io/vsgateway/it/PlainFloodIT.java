package io.vsgateway.it;

/// One message at a time, by the platform's public API.
class PlainFloodIT extends FloodContract {
    @Override
    String writer() {
        return "plain";
    }
}
