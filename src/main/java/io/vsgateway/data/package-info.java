/// Files of the gateway's own: the folder of what it keeps, whose that is, files in it that nobody
/// else may read, and secrets that are mounted as files. Why one cannot be read is worded here.
@NullMarked
package io.vsgateway.data;

import org.jspecify.annotations.NullMarked;
