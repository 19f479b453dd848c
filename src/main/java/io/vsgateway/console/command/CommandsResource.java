package io.vsgateway.console.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.settings.Live;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Which commands there are and how they are treated: what an input line needs to know.
@ApplicationScoped
@NonBlocking
@Path("/api/v1alpha1/console/commands")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "console")
public class CommandsResource {
    private static final int MOST_ASKED = 1000;

    private final CommandHelp help;
    private final Live<CommandPolicy> policy;
    private final CommandSettings settings;
    private final Commands commands;
    private final CurrentCaller current;

    CommandsResource(
            CommandHelp help,
            Live<CommandPolicy> policy,
            CommandSettings settings,
            Commands commands,
            CurrentCaller current) {
        this.help = help;
        this.commands = commands;
        this.current = current;
        this.policy = policy;
        this.settings = settings;
    }

    @GET
    @Allowed(Right.SEND_COMMANDS)
    @Operation(
            operationId = "getCommands",
            summary = "Which commands are there?",
            description =
                    "What an input line has to know: the bounds of a command, which ones to"
                            + " confirm, and those that the game says it understands. The first call"
                            + " asks the game for its help, which stands on the console, as an aside,"
                            + " and in the audit, and takes a moment.")
    @APIResponse(
            responseCode = "200",
            description = "The commands",
            content = @Content(schema = @Schema(implementation = CommandRules.class)))
    public Uni<CommandRules> commands() {
        return Uni.createFrom()
                .completionStage(help::known)
                .map(known -> rules(policy.get(), known));
    }

    private CommandRules rules(CommandPolicy now, List<KnownCommand> known) {
        return new CommandRules(
                now.maxBytes(),
                now.takesChat() ? "allow" : "refuse",
                settings.perSecond(),
                now.prefix(),
                now.confirm().stream().toList(),
                known.stream().map(CommandInfo::of).toList());
    }

    @POST
    @Path("/verdicts")
    @Allowed(Right.SEND_COMMANDS)
    @Operation(
            operationId = "judgeCommands",
            summary = "Might I send these?",
            description =
                    "What the rules say of commands, for this caller; nothing is sent. It depends"
                            + " neither on the rate nor on how the game is.")
    @APIResponse(
            responseCode = "200",
            description = "A verdict for each, in their order",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = Verdict.class)))
    @APIResponse(responseCode = "400", description = "None, or too many")
    public List<Verdict> judge(@Valid @NotNull Asked asked) {
        Caller caller = current.caller();
        return asked.commands().stream()
                .map(command -> Verdict.of(command, commands.judge(caller, command)))
                .toList();
    }

    /// The commands that are asked about.
    @RegisterForReflection
    @Schema(name = "CommandsAsked", description = "Commands that are asked about")
    public record Asked(
            @NotNull @Size(min = 1, max = MOST_ASKED) @Schema(examples = "[\"/kick Erney\"]")
                    List<@NotNull String> commands) {}

    /// What the rules say of one.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CommandVerdict", description = "What the rules say of a command")
    public record Verdict(
            String command,
            boolean allowed,
            @Schema(description = "why not", examples = "blocked by policy")
                    @Nullable String reason) {
        static Verdict of(String command, CommandVerdict verdict) {
            return switch (verdict) {
                case CommandVerdict.Allowed _ -> new Verdict(command, true, null);
                case CommandVerdict.Refused(String why) -> new Verdict(command, false, why);
            };
        }
    }

    /// What an input line needs to know.
    @RegisterForReflection
    @Schema(description = "What an input line has to know")
    public record CommandRules(
            @JsonProperty("max_bytes")
                    @Schema(
                            description = "the longest command in UTF-8, without its newline",
                            examples = "1022")
                    int maxBytes,
            @Schema(
                            description =
                                    "allow or refuse: what becomes of text that is not a command"
                                            + " and may be shown to all players",
                            examples = "refuse")
                    String chat,
            @JsonProperty("per_second")
                    @Schema(description = "commands per second and connection", examples = "10")
                    int perSecond,
            @Schema(description = "how a command begins; may be empty", examples = "/")
                    String prefix,
            @Schema(
                            description =
                                    "regular expressions; a command in which one is found had"
                                            + " better be confirmed first",
                            examples = "[\"(?i)^/(kick|ban)\\\\b\"]")
                    List<String> confirm,
            @Schema(description = "what the game says it understands; empty if that is not known")
                    List<CommandInfo> commands) {}

    /// One of the game's commands.
    @RegisterForReflection
    @Schema(name = "CommandInfo", description = "A command that the game understands")
    public record CommandInfo(
            @Schema(examples = "/tp") String name,
            @Schema(examples = "/tp <source> [target]") String usage,
            @Schema(examples = "Teleport somebody") String description) {
        static CommandInfo of(KnownCommand command) {
            return new CommandInfo(command.name(), command.usage(), command.description());
        }
    }
}
