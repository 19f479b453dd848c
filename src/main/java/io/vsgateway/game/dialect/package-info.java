/// How a game's output is read: bytes into lines, and lines into what they mean. It keeps no lines.
@NullMarked
package io.vsgateway.game.dialect;

import org.jspecify.annotations.NullMarked;
