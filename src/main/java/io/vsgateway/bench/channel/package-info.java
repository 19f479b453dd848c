/// Measures the channels beside the console, in one run: what a delivery, a publication and a
/// connection cost.
@NullMarked
package io.vsgateway.bench.channel;

import org.jspecify.annotations.NullMarked;
