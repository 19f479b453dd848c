package io.vsgateway.cli.options;

import java.util.regex.Pattern;

/// Tells whether a word of the command line is the address of a gateway, for commands where the
/// address is optional. It must look like one: a bare word may be a host as well as anything else.
public final class GatewayWord {
    private static final Pattern WITH_SCHEME =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]*://\\S*|unix:.*");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+]):\\d{1,5}(/\\S*)?");

    /// What may stand there, for the commands' help.
    public static final String HELP =
            "The gateway, http(s)://host:port, ws(s)://host:port or unix:/path/to/its/socket";

    private GatewayWord() {}

    public static boolean isAddress(String word) {
        return isUrl(word) || HOST_AND_PORT.matcher(word).matches();
    }

    /// Whether it has a scheme, which makes it an address whatever follows.
    public static boolean isUrl(String word) {
        return WITH_SCHEME.matcher(word).matches();
    }
}
