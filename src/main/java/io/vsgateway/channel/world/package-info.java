/// The world: who is where, told to those who are near, and what happens in a zone.
@NullMarked
package io.vsgateway.channel.world;

import org.jspecify.annotations.NullMarked;
