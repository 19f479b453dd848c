/// An ordered log with a bounded memory, one writer at a time and any number of readers that never
/// slow it down. It knows nothing of consoles, connections or frameworks.
@NullMarked
package io.vsgateway.feed;

import org.jspecify.annotations.NullMarked;
