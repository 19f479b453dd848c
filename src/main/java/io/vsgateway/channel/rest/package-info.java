/// The channels over REST, for the server's own side: publish, see who is there, put users into
/// topics, close connections, and how it all is.
@NullMarked
package io.vsgateway.channel.rest;

import org.jspecify.annotations.NullMarked;
