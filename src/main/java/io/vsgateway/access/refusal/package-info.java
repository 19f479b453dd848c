/// What wrong callers get: a reason, a wait, and a rationed line in the log. `access` finds out who
/// is wrong.
@NullMarked
package io.vsgateway.access.refusal;

import org.jspecify.annotations.NullMarked;
