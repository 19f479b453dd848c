/// Where a request comes from: its head, its address behind proxies, its origin. Who sent it is for
/// `access`.
@NullMarked
package io.vsgateway.access.net;

import org.jspecify.annotations.NullMarked;
