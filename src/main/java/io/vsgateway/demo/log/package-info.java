/// Where the simulated game writes: stdout and log files, in the form of the real one.
@NullMarked
package io.vsgateway.demo.log;

import org.jspecify.annotations.NullMarked;
