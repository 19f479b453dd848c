/// Long REST answers, made a piece at a time and only as fast as their clients take them. The
/// features decide what is in the pieces.
@NullMarked
package io.vsgateway.rest.answer;

import org.jspecify.annotations.NullMarked;
