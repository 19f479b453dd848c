package io.vsgateway.cli;

import picocli.CommandLine.Command;

/// `vs-gateway` itself, with the names of its commands; [Commands] puts them together.
@Command(
        name = "vs-gateway",
        synopsisSubcommandLabel = "[command]",
        description = {
            "The real-time gateway of a game server: its console, live, for authorised people.",
            "Without a command it runs the gateway."
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it worked",
            "1:it did not",
            "2:a wrong option, argument or setting of the command"
        },
        footer = {
            "",
            "The gateway is set up by environment variables, VS_..., or application.yaml;",
            "vs-gateway settings tells them all. The most important ones:",
            "  VS_HTTP_HOST, VS_HTTP_PORT   where to listen (127.0.0.1, 8080)",
            "  VS_API_KEY_ADMIN             the administrator's key (default: a new one each run)",
            "  VS_GAME_COMMAND              the command line that starts the game",
            "  VS_GAME_LOG_FILES            or: log files of a game that others run",
            "The commands that talk to a gateway take its key from VS_API_KEY."
        })
final class GatewayCommand implements Runnable {
    /// Never called: without a command, `serve` is meant.
    @Override
    public void run() {
        throw new IllegalStateException("no command");
    }
}
