/// Who did what: records, the file they are kept in, and how they are read over REST.
@NullMarked
package io.vsgateway.audit;

import org.jspecify.annotations.NullMarked;
