/// Words as people write them: the quotes that they mean to be taken away, and the name that they
/// meant. It knows no settings.
@NullMarked
package io.vsgateway.doctor.word;

import org.jspecify.annotations.NullMarked;
