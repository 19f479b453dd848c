package io.vsgateway.cli;

import io.vsgateway.doctor.SettingsPage;
import picocli.CommandLine.Command;

/// `vs-gateway settings`: the page on all settings, for machines that have the program and no
/// pages.
@Command(
        name = "settings",
        description =
                "Prints the page on all settings, configuration.md: what they are called, take and"
                        + " do.")
final class SettingsCommand implements Runnable {
    private final Surroundings surroundings;

    SettingsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        surroundings.out().print(SettingsPage.text());
    }
}
