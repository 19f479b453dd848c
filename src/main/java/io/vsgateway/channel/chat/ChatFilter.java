package io.vsgateway.channel.chat;

import io.vsgateway.access.Caller;

/// What may not be said in chat. A bean of this type replaces the list of words that is built in.
/// It is asked on event loops, must not block, and is not asked of services.
@FunctionalInterface
public interface ChatFilter {
    /// What becomes of a text.
    Verdict judge(String content, Caller sender);

    /// What becomes of it.
    sealed interface Verdict {
        /// It is said.
        ///
        /// @param content as it was written, or what is left of it
        record Said(String content) implements Verdict {}

        /// It is not.
        record Refused() implements Verdict {}
    }
}
