/// One connected client: let in through the door, guarded, kept alive or closed, and the registry
/// of all clients. The features decide what is said over the connection.
@NullMarked
package io.vsgateway.session;

import org.jspecify.annotations.NullMarked;
