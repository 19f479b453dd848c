/// Metrics at `/q/metrics`: what they are called and where their values are read. Nothing is
/// counted here that another package counts, and alarms and dashboards are in `docker`.
@NullMarked
package io.vsgateway.ops.meter;

import org.jspecify.annotations.NullMarked;
