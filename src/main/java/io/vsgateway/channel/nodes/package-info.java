/// Several gateways as one: what is decided at one of them holds at all, and each knows who is
/// connected to the others and can reach them there.
@NullMarked
package io.vsgateway.channel.nodes;

import org.jspecify.annotations.NullMarked;
