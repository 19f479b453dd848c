/// Puts what all instances have to see into one order, and hands it to each of them in that order.
/// What it means is the hub's.
@NullMarked
package io.vsgateway.fanout;

import org.jspecify.annotations.NullMarked;
