package io.vsgateway.game.tail;

import io.vsgateway.game.dialect.LineDecoder;
import java.nio.file.Path;

/// What a [LogFollower] reports; called by its one thread.
interface LogListener {
    /// A file of this log was opened: its lines go to the result.
    LineDecoder.Out opened(Path log);

    /// The lines of a file that existed before, which are older than those shown, go to the result.
    LineDecoder.Out earlier(Path log);

    /// A new file has replaced this log's file; its lines follow.
    void beganAnew(Path log);

    /// Something that a reader of the lines should know.
    void notice(String text);

    /// The follower has looked for news; called at least every [LogPace#LONGEST].
    default void looked() {}
}
