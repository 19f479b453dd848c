package io.vsgateway.access.keys;

import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/// An API key as written in the configuration, or `none`. It prints as a mask, and an empty value
/// stays visible: `VS_API_KEY_ADMIN=` is a mistake in the configuration, not a missing setting.
///
/// @param text the value as it was written
public record ConfiguredKey(String text) {
    public static final String NONE = "none";

    /// The value, or empty if there is no key.
    public Optional<String> given() {
        return text.equals(NONE) ? Optional.empty() : Optional.of(text);
    }

    @Override
    public String toString() {
        return "ConfiguredKey[***]";
    }

    /// Keeps the value unchanged: an optional text setting would drop an empty one.
    public static final class Reader implements Converter<ConfiguredKey> {
        private static final long serialVersionUID = 1L;

        @Override
        public ConfiguredKey convert(String value) {
            return new ConfiguredKey(value);
        }
    }
}
