/// TCP connections before they are WebSockets, and all of them together: counted, bounded by file
/// descriptors, and closed when they request nothing. And the file of the Unix domain socket on
/// which some come in.
@NullMarked
package io.vsgateway.connection;

import org.jspecify.annotations.NullMarked;
