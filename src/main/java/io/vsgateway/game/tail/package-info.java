/// A game that others run: its log files are followed, and commands go into its named pipe.
@NullMarked
package io.vsgateway.game.tail;

import org.jspecify.annotations.NullMarked;
