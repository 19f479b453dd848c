package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.token.Issuer;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.Player;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `how-to/from-fastapi.md` shows does what it says.
@Tag("jar-only")
@Timeout(120)
class FromFastApiIT {
    private static final String PAGE = "from-fastapi.md";
    private static final String END = "done";

    private GatewayProcess gateway;
    private Player ada;

    @BeforeEach
    void start() {
        gateway = Player.gateway("framed").start();
        String token = Player.token("ada", Map.of("scope", "app:dashboard"));
        ada = Player.with(gateway, "/ws?rooms=general&topics=app:dashboard", token);
        ada.await("connected");
    }

    @AfterEach
    void stop() {
        ada.close();
        gateway.close();
    }

    @Test
    void all_commands_work_and_reach_whom_they_are_for() {
        Tool _ = Tool.named("curl");
        String commands = CodeBlocks.of(PAGE, "sh") + "\nprintf '\\n" + END + "\\n'";
        try (Script shell = Shell.run(commands, environment())) {
            shell.await(END::equals);

            assertThat(shell.output()).anyMatch(line -> line.contains("\"duplicate\":true"));
        }
        assertThat(heard("end"))
                .containsExactly(
                        "notification",
                        "system",
                        "message",
                        "dashboard_update",
                        "dashboard_update",
                        "task_status_update",
                        "agent_activity_update");
    }

    @Test
    void the_manager_in_python_does_what_the_one_of_before_did() {
        String use =
                """

                manager = ConnectionManager()
                assert manager.is_user_connected("ada") and not manager.is_user_connected("eve")
                assert manager.active_users == ["ada"]
                assert manager.get_room_users("general") == ["ada"]
                manager.send_to_user("ada", {"type": "to_user"})
                manager.broadcast({"type": "to_all"})
                manager.broadcast({"type": "to_others"}, exclude_user="ada")
                manager.join_room("ada", "vip")
                manager.broadcast_to_room("vip", {"type": "to_room"})
                manager.broadcast_to_room("vip", {"type": "to_others"}, exclude_user="ada")
                manager.leave_room("ada", "vip")
                manager.broadcast_to_room("vip", {"type": "to_nobody"})
                print("%s")
                """
                        .formatted(END);
        String code = CodeBlocks.of(PAGE, "python") + use;
        try (Script python = python(code)) {
            python.await(END::equals);
        }
        assertThat(heard("end")).containsExactly("to_user", "to_all", "to_room");

        String disconnect =
                CodeBlocks.of(PAGE, "python") + "\nConnectionManager().disconnect('ada')";
        try (Script _ = python(disconnect)) {
            assertThat(ada.client().closed().code()).isEqualTo(1000);
        }
    }

    private Script python(String code) {
        return Script.start(environment(), Tool.named("python3-websockets").command("-c", code));
    }

    private Map<String, String> environment() {
        return Map.of(
                "KEY",
                Player.SERVICE_KEY,
                "GATEWAY",
                gateway.url(""),
                "VS_JWT_SECRET",
                Issuer.SECRET);
    }

    /// The types of the events that came.
    private List<String> heard(String end) {
        try (Player service = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            service.ask("publish", "'topic':'user:ada','event':{'type':'%s'}".formatted(end));
        }
        return ada.until(end).stream()
                .filter(message -> message.has("event_id"))
                // What happens in the game is its own business.
                .filter(message -> !message.path("topic").asText().equals("game:all"))
                .map(message -> message.path("type").asText())
                .filter(type -> !type.equals(end))
                .toList();
    }
}
