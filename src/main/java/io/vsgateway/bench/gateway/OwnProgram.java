package io.vsgateway.bench.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start this program once more: the native binary, or the packaged jar on the same Java.
final class OwnProgram {
    private OwnProgram() {}

    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            command.add(ProcessHandle.current().info().command().orElseThrow());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-jar");
            command.add(Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
