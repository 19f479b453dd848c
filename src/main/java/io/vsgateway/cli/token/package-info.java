/// A token for trying, made here; the gateway itself gives none out.
@NullMarked
package io.vsgateway.cli.token;

import org.jspecify.annotations.NullMarked;
