/// What only the operating system can tell or do: whose child a process is and what became of it,
/// orphans, signals, pipes whose ends outlive a child. It knows no game; where a system lacks a
/// call, callers are told and fall back on what there is.
@NullMarked
package io.vsgateway.kernel;

import org.jspecify.annotations.NullMarked;
