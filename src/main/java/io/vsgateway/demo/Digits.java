package io.vsgateway.demo;

/// Two digits, as time stamps need them; `String.format` would double the demo's start-up time.
final class Digits {
    private Digits() {}

    static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
