/// What people may see of the game's text: made harmless for terminals and eyes, and masked for
/// those who may not see all. Text in transit stays as the game wrote it except for what is masked;
/// code that displays it, or writes it into a file to be read, cleans it here.
@NullMarked
package io.vsgateway.text;

import org.jspecify.annotations.NullMarked;
