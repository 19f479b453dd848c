/// The clocks: one for deadlines, which nobody can set, and the time of day. Nothing else asks the
/// system when something expires.
@NullMarked
package io.vsgateway.time;

import org.jspecify.annotations.NullMarked;
