/// The folder of what the gateway keeps: whose it is, and files in it that nobody else may read.
@NullMarked
package io.vsgateway.data;

import org.jspecify.annotations.NullMarked;
