/// Many clients of a gateway on one thread, and what they counted: latencies, order, gaps.
@NullMarked
package io.vsgateway.bench.crowd;

import org.jspecify.annotations.NullMarked;
