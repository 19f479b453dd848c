package io.vsgateway.channel.bridge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The last texts that went from the channels into the game: should it say one of them again, it is
/// no player's word. Any thread.
@ApplicationScoped
class Recent {
    static final int MOST = 200;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<String> texts = new LinkedHashSet<>();

    /// @param shown as [ChatCommand#shown] made it
    void add(String shown) {
        String text = bare(shown);
        lock.lock();
        try {
            texts.remove(text);
            texts.add(text);
            if (texts.size() > MOST) {
                texts.remove(texts.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Without any escapes: games differ in whether they say markup as they got it, and somebody
    /// may have written escapes of their own.
    private static String bare(String text) {
        String before = text;
        String bare = ChatCommand.plain(text);
        while (!bare.equals(before)) {
            before = bare;
            bare = ChatCommand.plain(before);
        }
        return bare;
    }

    /// Whether one of them is in there.
    boolean isIn(String said) {
        String text = bare(said);
        lock.lock();
        try {
            return texts.stream().anyMatch(text::contains);
        } finally {
            lock.unlock();
        }
    }
}
