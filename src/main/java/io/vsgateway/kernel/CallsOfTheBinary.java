package io.vsgateway.kernel;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.word.PointerBase;

/// [Calls] in the native binary, which is linked with the C library and has no foreign function
/// API. None of them waits for anything.
@TargetClass(Calls.class)
final class CallsOfTheBinary {
    private CallsOfTheBinary() {}

    @Substitute
    static int prctl(int option, long argument) {
        return Library.prctl(option, argument, 0, 0, 0);
    }

    @Substitute
    static int waitid(int kind, int id, byte[] info, int options) {
        try (PinnedObject pinned = PinnedObject.create(info)) {
            return Library.waitid(kind, id, pinned.addressOfArrayElement(0), options);
        }
    }

    @Substitute
    static int kill(int pid, int signal) {
        return Library.kill(pid, signal);
    }

    @Substitute
    static int pipe(int[] ends) {
        try (PinnedObject pinned = PinnedObject.create(ends)) {
            return Library.pipe(pinned.addressOfArrayElement(0));
        }
    }

    @Substitute
    static int close(int descriptor) {
        return Library.close(descriptor);
    }

    @Substitute
    static int open(byte[] path, int flags) {
        try (PinnedObject pinned = PinnedObject.create(path)) {
            return Library.open(pinned.addressOfArrayElement(0), flags, 0);
        }
    }

    @Substitute
    static int mkfifo(byte[] path, int mode) {
        try (PinnedObject pinned = PinnedObject.create(path)) {
            return Library.mkfifo(pinned.addressOfArrayElement(0), mode);
        }
    }

    @Substitute
    static int fallocate(int descriptor, int mode, long offset, long length) {
        return Library.fallocate(descriptor, mode, offset, length);
    }

    @Substitute
    static int fcntl(int descriptor, int command, int argument) {
        return Library.fcntl(descriptor, command, argument);
    }

    @Substitute
    static int execve(byte[] path, byte[][] words, byte[][] environment) {
        List<PinnedObject> pins = new ArrayList<>();
        try {
            return Library.execve(
                    Library.pinned(path, pins),
                    Library.addresses(words, pins),
                    Library.addresses(environment, pins));
        } finally {
            pins.forEach(PinnedObject::close);
        }
    }

    /// The functions as C declares them.
    private static final class Library {
        private Library() {}

        /// The strings' addresses, and a null pointer behind them.
        static PointerBase addresses(byte[][] strings, List<PinnedObject> pins) {
            long[] all = new long[strings.length + 1];
            for (int i = 0; i < strings.length; i++) {
                all[i] = pinned(strings[i], pins).rawValue();
            }
            return pinned(all, pins);
        }

        static PointerBase pinned(Object array, List<PinnedObject> pins) {
            PinnedObject pin = PinnedObject.create(array);
            pins.add(pin);
            return pin.addressOfArrayElement(0);
        }

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int prctl(int option, long second, long third, long fourth, long fifth);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int waitid(int kind, int id, PointerBase info, int options);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int kill(int pid, int signal);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int pipe(PointerBase ends);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int close(int descriptor);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int open(PointerBase path, int flags, int mode);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int mkfifo(PointerBase path, int mode);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int fcntl(int descriptor, int command, int argument);

        @CFunction(transition = Transition.NO_TRANSITION)
        static native int execve(PointerBase path, PointerBase words, PointerBase environment);

        // Freeing a long stretch of a file takes a while.
        @CFunction
        static native int fallocate(int descriptor, int mode, long offset, long length);
    }
}
