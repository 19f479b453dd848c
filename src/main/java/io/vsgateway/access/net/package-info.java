/// Where a request comes from: its head, its address behind proxies, its origin. `access` finds out
/// who sent it.
@NullMarked
package io.vsgateway.access.net;

import org.jspecify.annotations.NullMarked;
