/// What people may see of the game's text: made harmless for terminals and eyes, and masked for
/// those who may not see all. Text as it travels is left as the game wrote it but for what is
/// masked; who shows it, or writes it into a file to be read, cleans it here.
@NullMarked
package io.vsgateway.text;

import org.jspecify.annotations.NullMarked;
