package io.vsgateway.cli.screen;

import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.text.SafeText;

/// How the game's lines look: harmless, and on a terminal indented by a margin. What the gateway
/// and this program say begins left of the margin, where nothing that a game prints begins.
///
/// @param colours whether the game's own colours are shown
/// @param margin whether there is a margin
/// @param markup whether the game's markup is shown as it is
public record Appearance(boolean colours, boolean margin, boolean markup) {
    private static final String MARGIN = "  ";

    /// For standard output.
    public static Appearance of(Surroundings surroundings, boolean markup) {
        return new Appearance(surroundings.colours(), surroundings.outIsTerminal(), markup);
    }

    public String of(String text) {
        // A CR at the end of a piece only says that the row will be rewritten.
        String shown = text.replaceFirst("\r+$", "");
        String safe = SafeText.of(markup ? shown : Markup.plain(shown), colours);
        return margin ? MARGIN + safe : safe;
    }

    public static boolean isOfGateway(ConsoleEvent.Line line) {
        return line.stream().equals("gateway");
    }
}
