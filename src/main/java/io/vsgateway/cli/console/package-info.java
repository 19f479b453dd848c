/// The commands that use a gateway's console: `attach`, `logs` and `send`.
@NullMarked
package io.vsgateway.cli.console;

import org.jspecify.annotations.NullMarked;
