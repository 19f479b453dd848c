/// Who is connected to the channels, and who is present in which topic. How they are told is not
/// its business.
@NullMarked
package io.vsgateway.roster;

import org.jspecify.annotations.NullMarked;
