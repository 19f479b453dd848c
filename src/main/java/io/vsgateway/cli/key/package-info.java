/// The file of named keys, from the command line: a key is made, listed, taken away. No gateway is
/// asked; one that runs reads the file.
@NullMarked
package io.vsgateway.cli.key;

import org.jspecify.annotations.NullMarked;
