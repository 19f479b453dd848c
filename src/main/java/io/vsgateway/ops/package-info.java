/// Running the gateway: health, meters, the start banner and the drain. It watches the other
/// packages and none of them knows it.
@NullMarked
package io.vsgateway.ops;

import org.jspecify.annotations.NullMarked;
