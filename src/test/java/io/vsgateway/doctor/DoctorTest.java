package io.vsgateway.doctor;

import static io.vsgateway.doctor.Finding.Outcome.FAIL;
import static io.vsgateway.doctor.Finding.Outcome.OK;
import static io.vsgateway.doctor.Finding.Outcome.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vsgateway.DocTables;
import io.vsgateway.it.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir Path folder;

    @Test
    void it_knows_the_settings_of_the_page() {
        var rows =
                DocTables.rows("configuration.md", "").stream()
                        .filter(row -> row.getFirst().startsWith("VS_"))
                        .toList();

        assertThat(SettingNames.read().names())
                .containsExactlyInAnyOrderElementsOf(rows.stream().map(List::getFirst).toList());
        assertThat(SettingNames.read().expressions())
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream()
                                .filter(row -> row.get(2).equals("expression"))
                                .map(List::getFirst)
                                .toList());
    }

    @Test
    void what_it_needs_is_in_the_folders_of_which_images_are_built() throws IOException {
        String image = DocTables.read(Path.of("docker", "Dockerfile.native"));
        String context = DocTables.read(Path.of(".dockerignore"));

        assertThat(image).contains("src/main/ src/main/", "src/docs/configuration.md src/docs/");
        assertThat(context).contains("!src/main/", "!src/docs/configuration.md");
        assertThat(Path.of("src/main/resources/META-INF/vs-gateway/settings.txt")).exists();
    }

    @Test
    void all_wrong_names_in_the_file_are_told() throws IOException {
        Path yaml =
                Files.writeString(
                        folder.resolve("application.yaml"),
                        "vs:\n  game:\n    stop:\n      wiat: 1s\n    demoo: true\n    demo: false\n");

        assertThat(NameCheck.look(SettingValues.of(Map.of(), yaml)))
                .extracting(Finding::outcome, Finding::what, Finding::advice)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                FAIL,
                                "vs.game.demoo in config/application.yaml is no setting",
                                "did you mean vs.game.demo?"),
                        org.assertj.core.groups.Tuple.tuple(
                                FAIL,
                                "vs.game.stop.wiat in config/application.yaml is no setting",
                                "did you mean vs.game.stop.wait?"));
    }

    @Test
    void switches_are_read_as_the_gateway_reads_them() {
        for (String on : List.of("true", "TRUE", "1", "yes", "on", "y", "'true'", "\"1\"")) {
            assertThat(game("VS_GAME_DEMO", on)).contains("WARN", "simulated");
        }
        for (String off : List.of("false", "0", "no", "off", "'false'")) {
            assertThat(game("VS_GAME_DEMO", off)).contains("FAIL", "the simulated one is off");
        }
    }

    @Test
    void a_key_that_is_empty_is_told_with_the_values_alone() {
        for (String empty : List.of("", " ", "''")) {
            assertThat(KeyCheck.look(values("VS_API_KEY_ADMIN", empty))).isEmpty();
        }
    }

    @Test
    void quotes_that_docker_keeps_are_taken_away() throws IOException {
        Path program = Files.writeString(folder.resolve("the game"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = Files.createDirectory(folder.resolve("data"));

        assertThat(DataCheck.look(values("VS_DATA_DIR", "'" + data + "'")).toString())
                .contains("OK", data.toString());
        assertThat(game("VS_GAME_COMMAND", "'sh -c cat'", "PATH", "/usr/bin:/bin"))
                .contains("OK", "/sh");
        assertThat(game("VS_GAME_COMMAND", "'" + program + "'")).contains("OK");
    }

    @Test
    void a_name_that_is_no_setting_is_told_with_the_nearest() {
        List<Finding> findings =
                NameCheck.look(values("VS_HTPP_PORT", "1", "VS_ZEBRA", "1", "VS_API_KEY", "x"));

        assertThat(findings)
                .containsExactly(
                        Finding.warn(
                                "VS_HTPP_PORT is no setting and is not heeded",
                                "did you mean VS_HTTP_PORT?"),
                        Finding.warn(
                                "VS_ZEBRA is no setting and is not heeded",
                                "vs-gateway settings shows all names"));
    }

    @Test
    void a_file_that_is_no_yaml_is_told_by_its_place_and_not_cited() throws IOException {
        Path yaml =
                Files.writeString(
                        folder.resolve("application.yaml"),
                        "vs:\n  api-key:\n    admin: @hunter2-and-more\n");

        assertThat(ValueCheck.look(SettingValues.of(Map.of(), yaml)).getFirst())
                .isEqualTo(
                        Finding.fail(
                                yaml + " cannot be read: no YAML in line 3, column 12",
                                "mend the file, or take it away"));
    }

    @Test
    void what_kubernetes_sets_is_not_told() {
        assertThat(
                        NameCheck.look(
                                values(
                                        "VS_GATEWAY_SERVICE_HOST",
                                        "10.0.0.1",
                                        "VS_GATEWAY_PORT_8080_TCP",
                                        "tcp://10.0.0.1:8080")))
                .extracting(Finding::outcome)
                .containsExactly(OK);
    }

    @Test
    void a_missing_key_is_warned_about() {
        assertThat(KeyCheck.look(values()))
                .extracting(Finding::outcome, Finding::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                WARN, "VS_API_KEY_ADMIN is not set: each start makes a new key"));
        assertThat(KeyCheck.look(values("VS_API_KEY_ADMIN", "0123456789abcdef")))
                .extracting(Finding::outcome)
                .containsExactly(OK);
    }

    @Test
    void the_games_program_is_searched_as_the_system_does() throws IOException {
        Path program = Files.writeString(folder.resolve("game"), "#!/bin/sh\n");

        assertThat(game("VS_GAME_COMMAND", program + " --dataPath x"))
                .contains("may not be run", "chmod +x");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(game("VS_GAME_COMMAND", program.toString())).contains("OK", "is there");
        assertThat(game("VS_GAME_COMMAND", "game -x", "PATH", "/none:" + folder))
                .contains("OK", program.toString());
        assertThat(game("VS_GAME_COMMAND", "game -x", "PATH", "/none")).contains("FAIL", "game");
        assertThat(game("VS_GAME_COMMAND", "./game -x", "VS_GAME_WORKING_DIR", folder.toString()))
                .contains("OK", "is there");
        assertThat(game("VS_GAME_COMMAND", "'game")).contains("FAIL", "is not closed");
    }

    @Test
    void a_game_for_dotnet_is_looked_for_in_its_folder() throws IOException {
        Path dotnet = Files.writeString(folder.resolve("dotnet"), "");
        Files.setPosixFilePermissions(dotnet, PosixFilePermissions.fromString("rwxr-xr-x"));
        String[] settings = {
            "VS_GAME_COMMAND", dotnet + " Server.dll", "VS_GAME_WORKING_DIR", folder.toString()
        };

        assertThat(game(settings)).contains("FAIL", "the game is not there: " + folder);
        Files.createFile(folder.resolve("Server.dll"));
        assertThat(game(settings)).doesNotContain("FAIL");
        assertThat(game("VS_GAME_COMMAND", dotnet + " x", "VS_GAME_WORKING_DIR", "/none"))
                .contains("FAIL", "VS_GAME_WORKING_DIR is no folder");
    }

    @Test
    void which_game_has_to_be_clear() {
        assertThat(game()).contains("WARN", "simulated");
        assertThat(game("VS_GAME_DEMO", "false")).contains("FAIL", "the simulated one is off");
        assertThat(game("VS_GAME_COMMAND", "x", "VS_GAME_LOG_FILES", "y"))
                .contains("FAIL", "both set");
    }

    @Test
    void log_files_and_their_pipe_are_looked_at() throws Exception {
        Path log = Files.createFile(folder.resolve("server-main.log"));
        Path pipe = folder.resolve("console");

        assertThat(game("VS_GAME_LOG_FILES", log + "," + folder + "/later.log"))
                .contains("OK", "WARN", "is not there yet", "read-only");
        assertThat(game("VS_GAME_LOG_FILES", "/none/x.log")).contains("FAIL", "the folder of");
        assertThat(game("VS_GAME_LOG_FILES", folder.toString())).contains("FAIL", "is a folder");
        String[] settings = {
            "VS_GAME_LOG_FILES", log.toString(), "VS_GAME_STDIN_FIFO", pipe.toString()
        };
        assertThat(game(settings)).contains("FAIL", "mkfifo");
        Files.createFile(pipe);
        assertThat(game(settings)).contains("FAIL", "is no named pipe");
        Files.delete(pipe);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThat(game(settings)).doesNotContain("FAIL").contains("named pipe for commands");
    }

    @Test
    void a_taken_port_is_told_with_who_has_it() throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        String port = Integer.toString(gateway.getAddress().getPort());
        gateway.createContext(
                "/q/health",
                exchange -> {
                    byte[] body =
                            "{\"status\":\"UP\",\"checks\":[]}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        gateway.start();
        try {
            assertThat(PortCheck.look(values("VS_HTTP_PORT", port)).toString())
                    .contains("WARN", "a gateway answers");
        } finally {
            gateway.stop(0);
        }
        assertThat(PortCheck.look(values("VS_HTTP_PORT", port)))
                .extracting(Finding::outcome)
                .containsExactly(OK);
    }

    @Test
    void a_port_that_something_else_has_is_a_failure() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        other.start();
        try {
            String port = Integer.toString(other.getAddress().getPort());
            assertThat(PortCheck.look(values("VS_HTTP_PORT", port)).toString())
                    .contains("FAIL", "cannot listen", "ss -ltnp");
        } finally {
            other.stop(0);
        }
        assertThat(PortCheck.look(values("VS_HTTP_HOST", "no.such.host.invalid")).toString())
                .contains("FAIL", "VS_HTTP_HOST is not known");
        assertThat(
                        PortCheck.look(values("VS_HTTP_HOST", "0.0.0.0", "VS_HTTP_PORT", "0"))
                                .toString())
                .contains("WARN", "open to the network");
    }

    @Test
    void a_socket_that_another_program_has_is_told() throws IOException {
        Path socket = folder.resolve("http.sock");
        String[] setting = {"VS_HTTP_PORT", "0", "VS_HTTP_SOCKET", socket.toString()};

        assertThat(PortCheck.look(values(setting)).toString())
                .contains("OK", "can listen on the socket " + socket);
        try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));

            assertThat(PortCheck.look(values(setting)).toString())
                    .contains("WARN", "listens on the socket " + socket + " already");
        }
    }

    @Test
    void redis_is_asked_only_if_it_is_set_and_its_password_is_not_shown() throws IOException {
        assertThat(RedisCheck.look(values())).isEmpty();
        assertThat(redisThatSays("-NOAUTH Authentication required.\r\n").toString())
                .contains("FAIL", "VS_REDIS_PASSWORD");
        assertThat(redisThatSays("HTTP/1.1 400 Bad Request\r\n").toString()).contains("FAIL");
        for (String url :
                List.of("redis://:geheim@127.0.0.1:1", "redis://:geheim@", "geheim ://")) {
            assertThat(RedisCheck.look(values("VS_REDIS_URL", url)).toString())
                    .contains("FAIL")
                    .doesNotContain("geheim");
        }
    }

    @Test
    void redis_has_to_suit_several_gateways() {
        try (RedisServer redis =
                RedisServer.start(folder, "--requirepass", "geheim", "--appendonly", "yes")) {
            String[] right = {"VS_REDIS_URL", redis.url(), "VS_REDIS_PASSWORD", "geheim"};

            assertThat(RedisCheck.look(values(right)))
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(OK))
                    .first()
                    .extracting(Finding::what)
                    .asString()
                    .contains("Redis 7", "µs");
            assertThat(RedisCheck.look(values("VS_REDIS_URL", redis.url())).toString())
                    .contains("FAIL", "wants a password");
            assertThat(
                            RedisCheck.look(
                                            values(
                                                    "VS_REDIS_URL",
                                                    redis.url(),
                                                    "VS_REDIS_PASSWORD",
                                                    "other"))
                                    .toString())
                    .contains("FAIL", "refuses the password");
            redis.cli("-a", "geheim", "CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
            redis.cli("-a", "geheim", "CONFIG", "SET", "appendonly", "no");
            assertThat(RedisCheck.look(values(right)).toString())
                    .contains("WARN", "noeviction", "keeps nothing");
        }
    }

    @Test
    void clocks_have_to_agree_with_that_of_redis() {
        try (RedisServer redis = RedisServer.start(folder, "--appendonly", "yes")) {
            SettingValues there = values("VS_REDIS_URL", redis.url());

            assertThat(RedisCheck.look(there).toString()).doesNotContain("WARN", "clock");
            for (Duration ahead : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
                InstantSource clock = () -> Instant.now().plus(ahead);
                assertThat(RedisCheck.look(there, clock).toString())
                        .containsPattern("WARN.*clocks.* (29[89]|30[012]) s apart.*NTP");
            }
        }
    }

    @Test
    void it_is_told_whether_what_redis_gets_is_sealed_and_no_key_is_shown() throws IOException {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(sealing()).contains("OK", "not sealed");
        assertThat(sealing("VS_GAME_NAME", "main"))
                .contains("WARN", "can send commands", "VS_REDIS_ENCRYPTION_KEY");
        assertThat(sealing("VS_GAME_NAME", "main", "VS_REDIS_ENCRYPTION_KEY", key))
                .contains("OK", "is sealed")
                .doesNotContain(key, "keys");
        assertThat(sealing("VS_REDIS_ENCRYPTION_KEY", key + "," + key)).contains("OK", "2 keys");
        assertThat(sealing("VS_REDIS_ENCRYPTION_KEY", "geheim!"))
                .contains("FAIL", "not Base64", "openssl")
                .doesNotContain("geheim");
        assertThat(sealing("VS_REDIS_ENCRYPTION_KEY", "AAAA")).contains("FAIL", "32 bytes");

        Path file = folder.resolve("key");
        assertThat(sealing("VS_REDIS_ENCRYPTION_KEY_FILE", file.toString()))
                .contains("FAIL", "VS_REDIS_ENCRYPTION_KEY_FILE", "cannot be read");
        Files.writeString(file, key + "\n");
        assertThat(sealing("VS_REDIS_ENCRYPTION_KEY_FILE", file.toString()))
                .contains("OK", "is sealed");
        assertThat(
                        sealing(
                                "VS_REDIS_ENCRYPTION_KEY_FILE",
                                file.toString(),
                                "VS_REDIS_ENCRYPTION_KEY",
                                key))
                .contains("FAIL", "both set");
    }

    /// What is said of it, though this Redis does not answer.
    private static String sealing(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "VS_REDIS_URL";
        all[settings.length + 1] = "redis://127.0.0.1:1";
        return RedisCheck.look(values(all)).getLast().toString();
    }

    @Test
    void the_data_folder_is_looked_at_and_left_as_it_is() throws IOException {
        Path data = folder.resolve("data");

        assertThat(DataCheck.look(values("VS_DATA_DIR", data.toString())).toString())
                .contains("OK", "will be made");
        assertThat(Files.exists(data)).isFalse();
        Files.createDirectory(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(DataCheck.look(values("VS_DATA_DIR", data.toString())).toString())
                .contains("WARN", "chmod o-w");
        assertThat(data).isEmptyDirectory();
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(DataCheck.look(values("VS_DATA_DIR", file.toString())).toString())
                .contains("FAIL", "cannot be written to");
        assertThat(DataCheck.look(values("VS_DATA_DIR", "/proc/vs-gateway")).toString())
                .contains("FAIL", "cannot be made");
    }

    @Test
    void an_audit_log_elsewhere_has_to_be_writable() throws IOException {
        Path log = folder.resolve("audit.log");

        assertThat(audit(log)).doesNotContain("audit");
        assertThat(log).doesNotExist();
        Files.createFile(log);
        assertThat(audit(log)).doesNotContain("audit");
        assertThat(audit(Path.of("/dev/null"))).doesNotContain("audit log");
        for (Path wrong :
                List.of(folder, folder.resolve("none").resolve("a.log"), Path.of("/proc/a.log"))) {
            assertThat(audit(wrong)).contains("FAIL", "the audit log cannot be written: " + wrong);
        }
    }

    private String audit(Path log) {
        String data = folder.toString();
        return DataCheck.look(values("VS_DATA_DIR", data, "VS_AUDIT_FILE", log.toString()))
                .toString();
    }

    @Test
    void the_machine_has_to_suit_the_settings() {
        assertThat(MachineCheck.look(values("VS_SESSION_LIMITS_TOTAL", "1")))
                .filteredOn(finding -> finding.what().contains("files may be open"))
                .singleElement()
                .extracting(Finding::outcome)
                .isEqualTo(OK);
        assertThat(MachineCheck.look(values("VS_SESSION_LIMITS_TOTAL", "999999999")).toString())
                .contains("not enough for the 999999999 clients", "ulimit -n");
    }

    @Test
    void a_wrong_expression_is_told() {
        assertThat(ValueCheck.look(values("VS_GAME_PATTERNS_WARN", "(")))
                .anySatisfy(finding -> {
                    assertThat(finding.outcome()).isEqualTo(FAIL);
                    assertThat(finding.what()).startsWith("VS_GAME_PATTERNS_WARN");
                });
    }

    private static List<Finding> redisThatSays(String answer) throws IOException {
        try (var redis = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = redis.accept()) {
                            byte[] _ = socket.getInputStream().readNBytes(6);
                            socket.getOutputStream()
                                    .write(answer.getBytes(StandardCharsets.US_ASCII));
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            return RedisCheck.look(
                    values("VS_REDIS_URL", "redis://127.0.0.1:" + redis.getLocalPort()));
        }
    }

    private static String game(String... namesAndValues) {
        return GameCheck.look(values(namesAndValues)).toString();
    }

    private static SettingValues values(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return SettingValues.of(environment);
    }
}
