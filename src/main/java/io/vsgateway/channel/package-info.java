/// The channels: their topics, who may read and write which, and what programs on the server's side
/// do with them. The rules of a single channel are its family's.
@NullMarked
package io.vsgateway.channel;

import org.jspecify.annotations.NullMarked;
