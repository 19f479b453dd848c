/// An entry as a finished frame, and chunks of memory full of them. It does not know who gets them,
/// or when.
@NullMarked
package io.vsgateway.delivery.frame;

import org.jspecify.annotations.NullMarked;
