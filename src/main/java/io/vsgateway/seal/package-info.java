/// What is written where others could read or change it, sealed: keys, and what they close and
/// open. Where that is and what it means is no concern of it.
@NullMarked
package io.vsgateway.seal;

import org.jspecify.annotations.NullMarked;
