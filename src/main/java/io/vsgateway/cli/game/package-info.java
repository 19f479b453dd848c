/// The commands that ask a gateway about its game and start and end it, for people and for scripts.
/// They use REST alone: each ends when it has its answer or, with `--wait`, when the game is there.
@NullMarked
package io.vsgateway.cli.game;

import org.jspecify.annotations.NullMarked;
