package io.vsgateway.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// System calls that Java has no method for, each as in its manual page. A call that the system
/// lacks returns -1, like one that fails.
///
/// Here they go through the foreign function API. In the native binary [CallsOfTheBinary] replaces
/// them.
final class Calls {
    /// The value of `PR_SET_CHILD_SUBREAPER`.
    static final int SET_CHILD_SUBREAPER = 36;

    /// The values of `P_ALL` and `P_PID`.
    static final int ANY_CHILD = 0;

    static final int THIS_CHILD = 1;

    /// The values of `WNOHANG`, `WEXITED` and `WNOWAIT`.
    static final int WITHOUT_WAITING = 1;

    static final int ENDED = 4;
    static final int LEAVE_IT = 0x01000000;

    /// The size of a `siginfo_t` in bytes, and the offset of its `si_pid` on 64-bit machines.
    static final int INFO_BYTES = 128;

    static final int INFO_PID = 16;

    /// The values of `F_SETFD` and `FD_CLOEXEC`.
    static final int SET_FLAGS = 2;

    static final int CLOSE_ON_EXEC = 1;

    private Calls() {}

    static int prctl(int option, long argument) {
        try {
            return Handles.PRCTL == null
                    ? -1
                    : (int) Handles.PRCTL.invokeExact(option, argument, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw failed("prctl", e);
        }
    }

    /// @param info receives the bytes of a `siginfo_t`; must be all 0
    static int waitid(int kind, int id, byte[] info, int options) {
        try (Arena arena = Arena.ofConfined()) {
            if (Handles.WAITID == null) {
                return -1;
            }
            MemorySegment written = arena.allocate(INFO_BYTES, Long.BYTES);
            int result = (int) Handles.WAITID.invokeExact(kind, id, written, options);
            MemorySegment.ofArray(info).copyFrom(written);
            return result;
        } catch (Throwable e) {
            throw failed("waitid", e);
        }
    }

    static int kill(int pid, int signal) {
        try {
            return Handles.KILL == null ? -1 : (int) Handles.KILL.invokeExact(pid, signal);
        } catch (Throwable e) {
            throw failed("kill", e);
        }
    }

    /// @param ends receives the descriptors of the read end and the write end
    static int pipe(int[] ends) {
        try (Arena arena = Arena.ofConfined()) {
            if (Handles.PIPE == null) {
                return -1;
            }
            MemorySegment both = arena.allocate(ValueLayout.JAVA_INT, 2);
            int result = (int) Handles.PIPE.invokeExact(both);
            MemorySegment.ofArray(ends).copyFrom(both);
            return result;
        } catch (Throwable e) {
            throw failed("pipe", e);
        }
    }

    static int close(int descriptor) {
        try {
            return Handles.CLOSE == null ? -1 : (int) Handles.CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw failed("close", e);
        }
    }

    /// @param path ends with a NUL
    static int open(byte[] path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return Handles.OPEN == null
                    ? -1
                    : (int) Handles.OPEN.invokeExact(copy(path, arena), flags, 0);
        } catch (Throwable e) {
            throw failed("open", e);
        }
    }

    /// @param path ends with a NUL
    static int mkfifo(byte[] path, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return Handles.MKFIFO == null
                    ? -1
                    : (int) Handles.MKFIFO.invokeExact(copy(path, arena), mode);
        } catch (Throwable e) {
            throw failed("mkfifo", e);
        }
    }

    static int fallocate(int descriptor, int mode, long offset, long length) {
        try {
            return Handles.FALLOCATE == null
                    ? -1
                    : (int) Handles.FALLOCATE.invokeExact(descriptor, mode, offset, length);
        } catch (Throwable e) {
            throw failed("fallocate", e);
        }
    }

    static int fcntl(int descriptor, int command, int argument) {
        try {
            return Handles.FCNTL == null
                    ? -1
                    : (int) Handles.FCNTL.invokeExact(descriptor, command, argument);
        } catch (Throwable e) {
            throw failed("fcntl", e);
        }
    }

    /// @param path ends with a NUL, like each of the words and variables
    static int execve(byte[] path, byte[][] words, byte[][] environment) {
        try (Arena arena = Arena.ofConfined()) {
            return Handles.EXECVE == null
                    ? -1
                    : (int)
                            Handles.EXECVE.invokeExact(
                                    copy(path, arena),
                                    addresses(words, arena),
                                    addresses(environment, arena));
        } catch (Throwable e) {
            throw failed("execve", e);
        }
    }

    private static MemorySegment addresses(byte[][] strings, Arena arena) {
        MemorySegment all = arena.allocate(ValueLayout.ADDRESS, strings.length + 1L);
        for (int i = 0; i < strings.length; i++) {
            all.setAtIndex(ValueLayout.ADDRESS, i, copy(strings[i], arena));
        }
        return all;
    }

    private static MemorySegment copy(byte[] bytes, Arena arena) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    private static RuntimeException failed(String call, Throwable cause) {
        return new IllegalStateException("the system's " + call + " cannot be called", cause);
    }

    /// Created at the first call. Parameters that the manual's synopsis leaves unnamed are passed
    /// as it requires.
    private static final class Handles {
        static final @Nullable MethodHandle PRCTL =
                handle(
                        "prctl",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
        static final @Nullable MethodHandle WAITID =
                handle(
                        "waitid",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        static final @Nullable MethodHandle KILL =
                handle(
                        "kill",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        static final @Nullable MethodHandle PIPE =
                handle("pipe", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        static final @Nullable MethodHandle CLOSE =
                handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        static final @Nullable MethodHandle OPEN =
                handle(
                        "open",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        static final @Nullable MethodHandle MKFIFO =
                handle(
                        "mkfifo",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        static final @Nullable MethodHandle FALLOCATE =
                handle(
                        "fallocate",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG));

        static final @Nullable MethodHandle FCNTL =
                handle(
                        "fcntl",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));
        static final @Nullable MethodHandle EXECVE =
                handle(
                        "execve",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS));

        // A machine that does not allow it refuses with an exception; nothing more is needed of it.
        @SuppressWarnings("restricted")
        private static @Nullable MethodHandle handle(
                String name, FunctionDescriptor form, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find(name)
                    .map(address -> linker.downcallHandle(address, form, options))
                    .orElse(null);
        }
    }
}
