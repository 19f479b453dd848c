package io.vsgateway.it.load;

/// One message at a time, by the platform's public API.
class PlainFanoutIT extends FanoutContract {
    @Override
    String writer() {
        return "plain";
    }
}
