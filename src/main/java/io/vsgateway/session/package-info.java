/// One connected client: let in through the door, guarded, kept alive or closed, and the registry
/// of all. What is said over the connection is for the features to decide.
@NullMarked
package io.vsgateway.session;

import org.jspecify.annotations.NullMarked;
