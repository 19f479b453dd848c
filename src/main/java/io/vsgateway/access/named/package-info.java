/// Keys with names: the file they are in, as the command line writes it and the gateway follows it.
/// It does not know what else is a key.
@NullMarked
package io.vsgateway.access.named;

import org.jspecify.annotations.NullMarked;
