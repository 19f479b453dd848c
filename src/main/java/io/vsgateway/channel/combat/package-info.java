/// Fights in turns: who acts now, until when, and what becomes of those who do not.
@NullMarked
package io.vsgateway.channel.combat;

import org.jspecify.annotations.NullMarked;
