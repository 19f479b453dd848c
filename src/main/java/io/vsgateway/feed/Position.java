package io.vsgateway.feed;

import java.util.Optional;
import java.util.regex.Pattern;

/// A place in a feed. The `offset` counts entries from 1; 0 is the place before the first. The
/// `epoch` names the run of the feed that it belongs to, since a restarted feed counts from 1
/// again. (Offset and epoch tell "you missed some" from "the stream was lost", as in centrifuge's
/// broker.)
public record Position(String epoch, long offset) {
    private static final Pattern ID = Pattern.compile("([0-9a-z]{1,32})-(0|[1-9][0-9]{0,17})");
    private static final int MAX_EPOCH = 32;
    private static final long MAX_OFFSET = 999_999_999_999_999_999L;

    public Position {
        // A position that is no valid id on the wire could not be read back.
        if (!isEpoch(epoch)) {
            throw new IllegalArgumentException("epoch must be 1 to 32 digits and small letters");
        }
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("offset must have 1 to 18 digits: " + offset);
        }
    }

    /// Positions are made for every event: an expression would be what costs most of it.
    private static boolean isEpoch(String text) {
        if (text.isEmpty() || text.length() > MAX_EPOCH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    /// The place as an opaque id for the wire, such as `k3f9x2-17`.
    public String id() {
        return epoch + "-" + offset;
    }

    /// The place that an id names; empty if [#id] cannot have made it.
    public static Optional<Position> parse(String id) {
        var matcher = ID.matcher(id);
        return matcher.matches()
                ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
