/// A game that an earlier gateway has left behind and that cannot be taken over: whether one still
/// runs, and how it is ended by signals. What goes on over files is in `game.outlive`.
@NullMarked
package io.vsgateway.game.left;

import org.jspecify.annotations.NullMarked;
