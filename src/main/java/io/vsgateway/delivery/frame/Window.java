package io.vsgateway.delivery.frame;

/// How much of a feed a [FrameLog] keeps as frames, and how much it makes at once.
///
/// @param bytes the most that is kept, but for one frame that is larger
/// @param stepEntries entries that are made into frames at once, at most
/// @param stepBytes their weight in the feed, at most, or else one entry: less than usual for an
///   encoder that takes its time
public record Window(int bytes, int stepEntries, long stepBytes) {
    /// For a feed with very many readers.
    public static final Window LARGE = new Window(16 * 1024 * 1024, 512, 256 * 1024);

    public Window {
        if (bytes < 1 || stepEntries < 1 || stepBytes < 1) {
            throw new IllegalArgumentException(
                    "must be positive: %d, %d, %d".formatted(bytes, stepEntries, stepBytes));
        }
    }

    /// The same, made in smaller steps.
    public Window inStepsOf(long lessBytes) {
        return new Window(bytes, stepEntries, lessBytes);
    }
}
