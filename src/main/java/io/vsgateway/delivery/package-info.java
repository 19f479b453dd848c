/// Feeds to sockets: frames made once for all readers, cursors that write on the event loops, and
/// the two writers. It does not know who reads.
@NullMarked
package io.vsgateway.delivery;

import org.jspecify.annotations.NullMarked;
