/// The web console's page as the gateway serves it: its settings, and the headers that keep it
/// safe. The page itself is `src/main/webui`; it gets what it shows from the interface that all
/// clients use.
@NullMarked
package io.vsgateway.terminal;

import org.jspecify.annotations.NullMarked;
