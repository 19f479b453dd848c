/// What people may see of the game's text: made harmless for terminals and eyes. Text as it travels
/// is left as the game wrote it; who shows it, or writes it into a file to be read, cleans it here.
@NullMarked
package io.vsgateway.text;

import org.jspecify.annotations.NullMarked;
