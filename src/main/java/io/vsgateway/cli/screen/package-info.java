/// How lines of the console look in a terminal, and the prompt below them. What happens on the
/// connection belongs to `cli.console`.
@NullMarked
package io.vsgateway.cli.screen;

import org.jspecify.annotations.NullMarked;
