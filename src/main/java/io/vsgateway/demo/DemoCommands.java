package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the console understands. A command is echoed first, with all the line breaks that a merged
/// read has put into it; its answer is a Notification. A line without `/` is public chat.
///
/// Called on the game's thread only.
final class DemoCommands {
    private static final int ANY = Integer.MAX_VALUE;

    private final ServerLog log;
    private final World world;
    private final Game game;
    private final Hazards hazards;
    private final List<Command> all =
            List.of(
                    new Command("announce", "<message>", ANY, "Tell all players", this::announce),
                    new Command("autosavenow", "", 0, "Save the world now", this::autosave),
                    new Command("ban", "<player> [time] [reason]", ANY, "Ban a player", this::ban),
                    new Command("demo", "<hazard>", ANY, "Misbehave on request", this::demo),
                    new Command("gamemode", "<player> <mode>", 2, "Set the mode", this::ok),
                    new Command("genbackup", "[name]", 1, "Write a backup", this::backup),
                    new Command("giveitem", "<item> [n] [player]", 3, "Give items", this::ok),
                    new Command("group", "<subcommand>", ANY, "Player groups", this::ok),
                    new Command("help", "[command]", 1, "List commands", this::help),
                    new Command("kick", "<player> [reason]", ANY, "Kick a player", this::kick),
                    new Command("list", "<clients|banned|role|privileges>", 1, "Show", this::list),
                    new Command("moddb", "<subcommand>", ANY, "Mod database", this::ok),
                    new Command("nexttempstorm", "", 0, "Time until the storm", this::storm),
                    new Command("op", "<player>", ANY, "Make a player admin", this::op),
                    new Command("player", "<player> <subcommand>", ANY, "Player data", this::ok),
                    new Command("pm", "<player> <message>", ANY, "Tell one player", this::whisper),
                    new Command("role", "<role> <subcommand>", ANY, "Roles", this::ok),
                    new Command("serverconfig", "<name> [value]", 2, "Settings", this::config),
                    new Command("stats", "", 0, "Show server statistics", this::stats),
                    new Command("stop", "", 0, "Save and stop", this::stop),
                    new Command("time", "[set <hour>]", 2, "Show or set the time", this::time),
                    new Command("tp", "<source> [target]", 4, "Teleport somebody", this::ok),
                    new Command("unban", "<player>", ANY, "Lift a ban", this::unban),
                    new Command("weather", "[subcommand]", 3, "Show the weather", this::weather),
                    new Command(
                            "whitelist", "<on|off|add|remove>", 2, "Whitelist", this::whitelist),
                    new Command("worldconfig", "<name> [value]", 2, "World settings", this::ok));

    /// @param words how many words may follow the name
    /// @param answer null when the command itself has written everything
    private record Command(
            String name,
            String syntax,
            int words,
            String about,
            Function<String, @Nullable String> answer) {
        /// The game lists its commands in the markup of its own chat.
        String markup() {
            String escaped = syntax.replace("<", "&lt;").replace(">", "&gt;");
            String arguments = escaped.isEmpty() ? "" : " <i>" + escaped + "</i>";
            return "<code>/" + name + arguments + "</code> : " + about;
        }
    }

    DemoCommands(ServerLog log, World world, Game game, Hazards hazards) {
        this.log = log;
        this.world = world;
        this.game = game;
        this.hazards = hazards;
    }

    void run(String text) {
        if (text.startsWith(".")) {
            return;
        }
        if (!text.startsWith("/")) {
            log.write(LogType.CHAT, "0 | Admin: " + text);
            return;
        }
        log.write(LogType.NOTIFICATION, "Handling Console Command " + text);
        String[] parts = text.substring(1).split("\\s", 2);
        String answer = answer(parts[0], parts.length > 1 ? parts[1].strip() : "");
        if (answer != null) {
            log.write(LogType.NOTIFICATION, answer);
        }
    }

    private @Nullable String answer(String name, String arguments) {
        var command = find(name);
        if (command == null) {
            return "No such command: /" + name + ". Type /help to see all commands";
        }
        int words = arguments.isEmpty() ? 0 : arguments.split("\\s+").length;
        if (words > command.words()) {
            return "Command " + name + ", too many arguments";
        }
        boolean needsArguments = command.syntax().startsWith("<");
        if (needsArguments && words == 0) {
            return "Command " + name + ", missing argument. " + command.markup();
        }
        return command.answer().apply(arguments);
    }

    private @Nullable Command find(String name) {
        return all.stream().filter(c -> c.name().equalsIgnoreCase(name)).findAny().orElse(null);
    }

    private @Nullable String announce(String message) {
        log.write(LogType.NOTIFICATION, "Message to all in group 0: " + message);
        return null;
    }

    private String whisper(String arguments) {
        String name = Arrays.asList(arguments.split("\\s+")).getFirst();
        return world.named(name).isPresent()
                ? "Message sent to " + name + "."
                : "No player with this name is online: " + name;
    }

    private @Nullable String autosave(String arguments) {
        game.autosave();
        return null;
    }

    private @Nullable String backup(String name) {
        game.backup();
        return "Ok, generating backup, this might take a while";
    }

    private @Nullable String stop(String arguments) {
        game.stop();
        return null;
    }

    private @Nullable String demo(String arguments) {
        return hazards.run(arguments);
    }

    private String ok(String arguments) {
        return "Ok, done: " + arguments;
    }

    private String help(String name) {
        if (!name.isEmpty()) {
            var command = find(name.startsWith("/") ? name.substring(1) : name);
            return command == null ? "No such command: " + name : command.markup();
        }
        return all.stream()
                .map(Command::markup)
                .collect(Collectors.joining("\n", "Available commands:\n", ""));
    }

    private String list(String what) {
        return switch (what) {
            case "clients" ->
                    world.online().stream()
                            .map(p ->
                                    "\n[" + p.client() + "] " + p.name() + " " + p.mappedAddress())
                            .collect(Collectors.joining("", "List of online Players", ""));
            case "banned" ->
                    world.banned().stream()
                            .map(name -> "\n" + name)
                            .collect(Collectors.joining("", "List of banned Players", ""));
            case "role" -> "List of roles\nadmin\nsumod\nsuplayer\nsuvisitor";
            case "privileges" -> "List of privileges\nchat\nbuildblocks\nuseblock\ncontrolserver";
            default -> "Unknown list: " + what;
        };
    }

    private String stats(String arguments) {
        long minutes = world.uptime().toMinutes();
        return """
        Version: 1.21.0 (demo)
        Uptime: %d hours, %d minutes
        Players online: %d / 16
        Memory usage Managed/Total: 412.3Mb / 1280.5 Mb
        Last 2s Average Tick Time: 1.61 ms
        Last 2s Ticks/s: 30
        """
                .formatted(minutes / 60, minutes % 60, world.online().size())
                .strip();
    }

    private String time(String arguments) {
        return arguments.isEmpty()
                ? "Server time: " + world.date() + "\nGame Speed: 60"
                : "Ok, time set: " + arguments;
    }

    private String weather(String arguments) {
        return "Weather: overcast, light wind";
    }

    private String storm(String arguments) {
        return "Next temporal storm in 4.2 days";
    }

    private String op(String name) {
        return "Ok, role admin assigned to " + name;
    }

    private String kick(String arguments) {
        // Names may hold spaces, so the player's name decides where the reason begins.
        for (Player player : List.copyOf(world.online())) {
            if (arguments.equals(player.name()) || arguments.startsWith(player.name() + " ")) {
                world.leave(player);
                return "Player " + player.name() + " kicked.";
            }
        }
        return "No player with this name is online: " + arguments;
    }

    private String ban(String arguments) {
        String name = Arrays.asList(arguments.split("\\s+")).getFirst();
        world.banned().add(name);
        world.named(name).ifPresent(world::leave);
        return "Player " + name + " banned.";
    }

    private String unban(String name) {
        return world.banned().remove(name)
                ? "Player " + name + " unbanned."
                : "Player " + name + " is not banned.";
    }

    private String config(String arguments) {
        String name = Arrays.asList(arguments.split("\\s+")).getFirst();
        return name.equals("password") ? "Ok, password set." : "Ok, config " + name + " set.";
    }

    private String whitelist(String arguments) {
        return "Ok, whitelist: " + arguments;
    }
}
