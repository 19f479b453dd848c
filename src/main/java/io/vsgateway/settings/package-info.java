/// The settings as a whole: as a start reads them, and who takes changed ones while the gateway
/// runs. It knows none of the settings, and does not look for changes.
@NullMarked
package io.vsgateway.settings;

import org.jspecify.annotations.NullMarked;
