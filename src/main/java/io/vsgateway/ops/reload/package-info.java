/// Changed settings, taken while the gateway runs: noticed, checked as at a start, taken or refused
/// as a whole, told in log and audit. It does not know what a setting means.
@NullMarked
package io.vsgateway.ops.reload;

import org.jspecify.annotations.NullMarked;
