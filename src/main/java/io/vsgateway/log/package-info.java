/// How the gateway keeps its own log short and useful: rationed lines, and fields beside the text.
/// Others decide what is logged.
@NullMarked
package io.vsgateway.log;

import org.jspecify.annotations.NullMarked;
