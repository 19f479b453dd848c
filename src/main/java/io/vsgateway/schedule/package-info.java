/// What is done to the game at set times: a timetable of cron expressions, and the thread that
/// keeps it. It asks the game as everyone else does, and knows nothing of processes.
@NullMarked
package io.vsgateway.schedule;

import org.jspecify.annotations.NullMarked;
