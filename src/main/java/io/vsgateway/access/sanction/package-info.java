/// Who is kept out, or from speaking, though what they show is good: tokens that were taken back,
/// mutes and bans, each with an end. Who decides so, and why, is not its business.
@NullMarked
package io.vsgateway.access.sanction;

import org.jspecify.annotations.NullMarked;
