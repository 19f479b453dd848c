/// The command line: which command was meant, and its exit code.
@NullMarked
package io.vsgateway.cli;

import org.jspecify.annotations.NullMarked;
