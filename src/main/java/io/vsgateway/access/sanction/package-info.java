/// Who is kept out, or kept from speaking, despite a good credential: revoked tokens, mutes and
/// bans, each with an end. It does not know who decides, or why.
@NullMarked
package io.vsgateway.access.sanction;

import org.jspecify.annotations.NullMarked;
