/// This gateway's console and game for others on the same Redis: its lines and what is known of the
/// game go out, and what is asked there comes in and is judged here. What those who show it do with
/// it belongs to `game.elsewhere`.
@NullMarked
package io.vsgateway.console.shared;

import org.jspecify.annotations.NullMarked;
