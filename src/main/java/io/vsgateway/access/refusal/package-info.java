/// What wrong callers get: a reason, a wait, and a rationed line in the log. Who is wrong is for
/// `access` to find out.
@NullMarked
package io.vsgateway.access.refusal;

import org.jspecify.annotations.NullMarked;
