/// A gateway that is started to be measured, and what its process uses.
@NullMarked
package io.vsgateway.bench.gateway;

import org.jspecify.annotations.NullMarked;
