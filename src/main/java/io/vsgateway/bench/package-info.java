/// Measures a gateway under load, and reports the results as a table or as JSON. Its clients know
/// the gateway's formats and are made for numbers, not for comfort; the comfortable one is
/// `client`.
@NullMarked
package io.vsgateway.bench;

import org.jspecify.annotations.NullMarked;
