package io.vsgateway.demo.log;

/// The types of the server's records, and where each goes: some only to stdout, some only to a log
/// file, most to both.
public enum LogType {
    CHAT("Chat", "server-chat", true),
    EVENT("Event", "server-main", true),
    STORY_EVENT("StoryEvent", "server-main", false),
    BUILD("Build", "server-build", false),
    VERBOSE_DEBUG("VerboseDebug", "server-debug", false),
    DEBUG("Debug", "server-debug", true),
    NOTIFICATION("Notification", "server-main", true),
    WARNING("Warning", "server-main", true),
    ERROR("Error", "server-main", true),
    FATAL("Fatal", "server-main", true),
    AUDIT("Audit", "server-audit", false),
    WORLDGEN("Worldgen", "server-worldgen", true);

    private final String label;
    private final String file;
    private final boolean onStdout;

    LogType(String label, String file, boolean onStdout) {
        this.label = label;
        this.file = file;
        this.onStdout = onStdout;
    }

    /// The word between the brackets on stdout.
    String label() {
        return label;
    }

    /// The word between the brackets in the log file: a StoryEvent is filed as an Event.
    String fileLabel() {
        return this == STORY_EVENT ? EVENT.label : label;
    }

    /// The name of its log file, without the ending.
    String file() {
        return file;
    }

    boolean onStdout() {
        return onStdout;
    }

    /// What a terminal gets before and after such a line; empty for most types.
    String color() {
        return switch (this) {
            case WARNING -> "\u001b[33m";
            case ERROR, FATAL -> "\u001b[31m";
            case CHAT,
                    EVENT,
                    STORY_EVENT,
                    BUILD,
                    VERBOSE_DEBUG,
                    DEBUG,
                    NOTIFICATION,
                    AUDIT,
                    WORLDGEN ->
                    "";
        };
    }
}
