/// The one order applied: topics, each a bounded feed of the events that are its own, what is
/// retained of them, and who is a member. It knows nothing of sockets, callers or rights.
@NullMarked
package io.vsgateway.hub;

import org.jspecify.annotations.NullMarked;
