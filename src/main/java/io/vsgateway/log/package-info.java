/// How the gateway keeps its own log short and useful: lines that are rationed, and fields beside
/// the text. What is logged is for others to say.
@NullMarked
package io.vsgateway.log;

import org.jspecify.annotations.NullMarked;
