/// `vs-gateway upgrade`: a new binary takes the place of the one that runs, and its game goes on.
/// How a gateway restarts in place is in `ops.restart`.
@NullMarked
package io.vsgateway.cli.upgrade;

import org.jspecify.annotations.NullMarked;
