/// Checks the settings and the machine before a gateway is started with them, and says what is
/// wrong and what to do. It starts no game and no server, writes nothing, and shows no secret.
@NullMarked
package io.vsgateway.doctor;

import org.jspecify.annotations.NullMarked;
