/// Who calls and what they may do: keys, tickets, sessions, addresses, origins. It does not know
/// what is being guarded.
@NullMarked
package io.vsgateway.access;

import org.jspecify.annotations.NullMarked;
