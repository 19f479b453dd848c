/// Who calls and what they may do: credential, verdict, caller, rights. It does not know what is
/// being guarded, or which kinds of credentials exist.
@NullMarked
package io.vsgateway.access;

import org.jspecify.annotations.NullMarked;
