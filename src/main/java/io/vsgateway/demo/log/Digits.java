package io.vsgateway.demo.log;

/// Two digits, as time stamps need them; `String.format` would double the demo's start-up time.
public final class Digits {
    private Digits() {}

    public static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
