package io.vsgateway.delivery.frame;

/// How much of a feed a [FrameLog] keeps as frames, and how much it makes at once.
///
/// @param bytes most bytes kept, unless a single frame is larger
/// @param stepEntries most entries made into frames at once
/// @param stepBytes their greatest weight in the feed, unless a single entry is heavier; smaller
///   than usual for a slow encoder
public record Window(int bytes, int stepEntries, long stepBytes) {
    /// For a feed with very many readers.
    public static final Window LARGE = new Window(16 * 1024 * 1024, 512, 256 * 1024);

    public Window {
        if (bytes < 1 || stepEntries < 1 || stepBytes < 1) {
            throw new IllegalArgumentException(
                    "must be positive: %d, %d, %d".formatted(bytes, stepEntries, stepBytes));
        }
    }

    /// The same window, filled in smaller steps.
    public Window inStepsOf(long lessBytes) {
        return new Window(bytes, stepEntries, lessBytes);
    }
}
