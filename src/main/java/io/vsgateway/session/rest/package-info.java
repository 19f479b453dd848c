/// Who is connected, over REST: a list of all callers, and the end of one connection. What they
/// watch is the business of others.
@NullMarked
package io.vsgateway.session.rest;

import org.jspecify.annotations.NullMarked;
