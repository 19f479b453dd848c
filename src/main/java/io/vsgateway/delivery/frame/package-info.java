/// An entry as a finished frame, and pieces of memory full of them. Who is sent them, and when, is
/// not its business.
@NullMarked
package io.vsgateway.delivery.frame;

import org.jspecify.annotations.NullMarked;
