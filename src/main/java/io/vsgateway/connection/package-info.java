/// TCP connections before they are WebSockets, and all of them together: counted, bounded by file
/// descriptors, and closed when they request nothing.
@NullMarked
package io.vsgateway.connection;

import org.jspecify.annotations.NullMarked;
