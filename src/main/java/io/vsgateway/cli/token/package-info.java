/// A token for trying things out, made here; the gateway itself issues none.
@NullMarked
package io.vsgateway.cli.token;

import org.jspecify.annotations.NullMarked;
