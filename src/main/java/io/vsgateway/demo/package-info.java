/// A simulated Vintage Story server, run as a child process, with the hazards of the real one. It
/// is plain Java and shares no code with the gateway.
@NullMarked
package io.vsgateway.demo;

import org.jspecify.annotations.NullMarked;
