/// What the commands of the command line share: where the gateway is, the key, whom to trust; words
/// and exit codes for failures.
@NullMarked
package io.vsgateway.cli.options;

import org.jspecify.annotations.NullMarked;
