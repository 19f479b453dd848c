/// What a feed has taken, kept in files, so that a later run of the gateway can go on with the same
/// entries and the same ids. It knows bytes and offsets only, not what the entries are.
@NullMarked
package io.vsgateway.feed.journal;

import org.jspecify.annotations.NullMarked;
