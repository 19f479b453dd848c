/// The order of several instances, kept by Redis: a script gives each proposal its place in one
/// stream, and every instance reads that stream with a cursor.
@NullMarked
package io.vsgateway.fanout.redis;

import org.jspecify.annotations.NullMarked;
