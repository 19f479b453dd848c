/// Long answers of REST, made a piece at a time and only as fast as their clients take them. What
/// is in the pieces is for the features.
@NullMarked
package io.vsgateway.rest.answer;

import org.jspecify.annotations.NullMarked;
