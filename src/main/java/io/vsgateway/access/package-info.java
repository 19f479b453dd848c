/// Who calls and what they may do: credential, verdict, caller, rights. It does not know what is
/// being guarded, nor which kinds of credentials there are.
@NullMarked
package io.vsgateway.access;

import org.jspecify.annotations.NullMarked;
