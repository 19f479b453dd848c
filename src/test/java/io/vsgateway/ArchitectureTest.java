package io.vsgateway;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vsgateway.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The package table of `src/docs/architecture.md`, held by the build.
class ArchitectureTest {
    private static final Map<String, List<String>> MAY_USE =
            new TreeMap<>(
                    Map.ofEntries(
                            entry(
                                    "cli",
                                    List.of(
                                            "cli.channel",
                                            "cli.console",
                                            "cli.game",
                                            "cli.key",
                                            "cli.options",
                                            "cli.token",
                                            "cli.upgrade",
                                            "doctor",
                                            "doctor.word",
                                            "bench",
                                            "bench.channel",
                                            "demo",
                                            "game.left",
                                            "ops.restart",
                                            "client",
                                            "websocket.connection",
                                            "kernel")),
                            entry(
                                    "cli.channel",
                                    List.of(
                                            "cli.options",
                                            "client",
                                            "client.channel",
                                            "websocket.connection",
                                            "websocket.failure",
                                            "wire.channel",
                                            "text")),
                            entry(
                                    "cli.console",
                                    List.of(
                                            "cli.screen",
                                            "cli.options",
                                            "client",
                                            "websocket.connection",
                                            "websocket.failure",
                                            "text")),
                            entry(
                                    "cli.screen",
                                    List.of("cli.options", "client", "websocket.failure", "text")),
                            entry(
                                    "cli.options",
                                    List.of(
                                            "doctor",
                                            "doctor.word",
                                            "client",
                                            "websocket.connection",
                                            "websocket.failure",
                                            "text")),
                            entry(
                                    "cli.game",
                                    List.of(
                                            "cli.options",
                                            "client",
                                            "websocket.connection",
                                            "websocket.failure",
                                            "text")),
                            entry(
                                    "cli.key",
                                    List.of(
                                            "cli.options",
                                            "access",
                                            "access.keys",
                                            "access.named",
                                            "doctor")),
                            entry(
                                    "cli.token",
                                    List.of("cli.options", "access.token", "data", "doctor")),
                            entry(
                                    "cli.upgrade",
                                    List.of(
                                            "cli.options",
                                            "client",
                                            "kernel",
                                            "text",
                                            "websocket.connection",
                                            "websocket.failure")),
                            entry(
                                    "doctor",
                                    List.of(
                                            "doctor.word",
                                            "ops",
                                            "connection",
                                            "schedule",
                                            "data",
                                            "seal",
                                            "settings")),
                            entry("doctor.word", List.of()),
                            entry(
                                    "bench",
                                    List.of(
                                            "bench.gateway",
                                            "bench.crowd",
                                            "bench.socket",
                                            "wire")),
                            entry(
                                    "bench.channel",
                                    List.of(
                                            "bench.gateway",
                                            "bench.crowd",
                                            "bench.socket",
                                            "access.token",
                                            "wire")),
                            entry("bench.gateway", List.of("bench.socket")),
                            entry("bench.crowd", List.of("bench.socket", "wire")),
                            entry("bench.socket", List.of("websocket.connection", "wire")),
                            entry("demo", List.of("demo.log")),
                            entry("demo.log", List.of()),
                            entry(
                                    "client",
                                    List.of(
                                            "websocket",
                                            "websocket.connection",
                                            "websocket.failure",
                                            "wire")),
                            entry(
                                    "client.channel",
                                    List.of(
                                            "client",
                                            "websocket",
                                            "websocket.connection",
                                            "websocket.failure",
                                            "wire.channel")),
                            entry(
                                    "websocket",
                                    List.of("websocket.connection", "websocket.failure", "wire")),
                            entry("websocket.connection", List.of("websocket.failure", "wire")),
                            entry("websocket.failure", List.of()),
                            entry(
                                    "ops",
                                    List.of(
                                            "ops.restart",
                                            "terminal",
                                            "channel",
                                            "channel.bridge",
                                            "channel.chat",
                                            "connection",
                                            "console.command",
                                            "console.shared",
                                            "schedule",
                                            "webhook",
                                            "session",
                                            "access",
                                            "access.keys",
                                            "access.named",
                                            "access.token",
                                            "access.net",
                                            "game",
                                            "game.supervision",
                                            "game.process",
                                            "game.pipes",
                                            "game.outlive",
                                            "game.tail",
                                            "game.elsewhere",
                                            "game.dialect",
                                            "hub",
                                            "fanout",
                                            "fanout.redis",
                                            "seal",
                                            "kernel",
                                            "data")),
                            entry(
                                    "ops.reload",
                                    List.of(
                                            "doctor",
                                            "ops",
                                            "session",
                                            "audit",
                                            "access",
                                            "settings")),
                            entry("settings", List.of("data")),
                            entry("ops.systemd", List.of("ops.restart", "game")),
                            entry(
                                    "ops.restart",
                                    List.of(
                                            "audit",
                                            "rest",
                                            "access",
                                            "access.keys",
                                            "game",
                                            "kernel")),
                            entry(
                                    "ops.meter",
                                    List.of(
                                            "channel",
                                            "channel.pubsub",
                                            "channel.combat",
                                            "channel.world",
                                            "fanout",
                                            "seal",
                                            "hub",
                                            "roster",
                                            "console.command",
                                            "console.shared",
                                            "server",
                                            "audit",
                                            "webhook",
                                            "session",
                                            "delivery",
                                            "rest.answer",
                                            "access",
                                            "access.token",
                                            "access.sanction",
                                            "access.refusal",
                                            "game",
                                            "wire",
                                            "feed")),
                            entry("terminal", List.of("rest", "game")),
                            entry("webhook", List.of("game", "data", "text")),
                            entry(
                                    "schedule",
                                    List.of("console.command", "audit", "rest", "access", "game")),
                            entry(
                                    "console",
                                    List.of(
                                            "console.command",
                                            "server",
                                            "session",
                                            "delivery",
                                            "delivery.frame",
                                            "time",
                                            "rest",
                                            "rest.answer",
                                            "access",
                                            "game",
                                            "text",
                                            "wire",
                                            "feed")),
                            entry(
                                    "console.command",
                                    List.of(
                                            "audit",
                                            "rest",
                                            "access",
                                            "access.net",
                                            "game",
                                            "game.input",
                                            "time",
                                            "text",
                                            "settings")),
                            entry(
                                    "console.shared",
                                    List.of(
                                            "console.command",
                                            "server",
                                            "audit",
                                            "access",
                                            "game",
                                            "game.elsewhere",
                                            "fanout.redis",
                                            "seal",
                                            "feed")),
                            entry(
                                    "server",
                                    List.of(
                                            "console.command",
                                            "audit",
                                            "rest",
                                            "access",
                                            "game",
                                            "text",
                                            "wire")),
                            entry(
                                    "audit",
                                    List.of(
                                            "rest",
                                            "rest.answer",
                                            "access",
                                            "access.net",
                                            "data",
                                            "text")),
                            entry(
                                    "session.rest",
                                    List.of(
                                            "session",
                                            "audit",
                                            "rest",
                                            "access",
                                            "access.net",
                                            "wire")),
                            entry(
                                    "session",
                                    List.of(
                                            "delivery",
                                            "delivery.frame",
                                            "connection",
                                            "access",
                                            "access.refusal",
                                            "access.net",
                                            "log",
                                            "wire",
                                            "feed",
                                            "settings")),
                            entry(
                                    "channel.bridge",
                                    List.of(
                                            "channel",
                                            "channel.world",
                                            "roster",
                                            "console.command",
                                            "access",
                                            "hub",
                                            "fanout",
                                            "feed",
                                            "game",
                                            "text",
                                            "wire",
                                            "wire.channel")),
                            entry(
                                    "channel.pubsub",
                                    List.of(
                                            "channel",
                                            "hub",
                                            "fanout",
                                            "fanout.redis",
                                            "log",
                                            "wire.channel")),
                            entry(
                                    "channel.nodes",
                                    List.of(
                                            "channel",
                                            "roster",
                                            "hub",
                                            "fanout",
                                            "feed",
                                            "delivery.frame",
                                            "access",
                                            "access.sanction",
                                            "wire",
                                            "wire.channel")),
                            entry(
                                    "channel.combat",
                                    List.of(
                                            "channel",
                                            "roster",
                                            "hub",
                                            "fanout",
                                            "feed",
                                            "audit",
                                            "rest",
                                            "access",
                                            "time",
                                            "wire",
                                            "wire.channel")),
                            entry(
                                    "channel.chat",
                                    List.of(
                                            "channel",
                                            "roster",
                                            "hub",
                                            "fanout",
                                            "feed",
                                            "audit",
                                            "rest",
                                            "access",
                                            "access.sanction",
                                            "text",
                                            "time",
                                            "wire",
                                            "wire.channel",
                                            "data")),
                            entry(
                                    "channel.world",
                                    List.of(
                                            "channel",
                                            "roster",
                                            "hub",
                                            "fanout",
                                            "feed",
                                            "delivery.frame",
                                            "rest",
                                            "access",
                                            "wire",
                                            "wire.channel")),
                            entry(
                                    "channel.rest",
                                    List.of(
                                            "channel",
                                            "roster",
                                            "hub",
                                            "delivery",
                                            "fanout",
                                            "feed",
                                            "session",
                                            "audit",
                                            "rest",
                                            "access",
                                            "wire",
                                            "wire.channel")),
                            entry(
                                    "channel.socket",
                                    List.of(
                                            "channel",
                                            "roster",
                                            "hub",
                                            "fanout",
                                            "feed",
                                            "delivery",
                                            "delivery.frame",
                                            "session",
                                            "access",
                                            "access.sanction",
                                            "access.net",
                                            "time",
                                            "wire",
                                            "wire.channel")),
                            entry(
                                    "channel",
                                    List.of(
                                            "roster",
                                            "hub",
                                            "delivery",
                                            "fanout",
                                            "fanout.redis",
                                            "seal",
                                            "feed",
                                            "access",
                                            "wire",
                                            "wire.channel")),
                            entry("roster", List.of("delivery.frame", "wire", "wire.channel")),
                            entry("fanout", List.of("wire.channel", "feed")),
                            entry(
                                    "fanout.redis",
                                    List.of("fanout", "seal", "data", "wire.channel", "feed")),
                            entry("seal", List.of("log")),
                            entry("hub", List.of("fanout", "wire.channel", "feed")),
                            entry("delivery", List.of("delivery.frame", "feed")),
                            entry("delivery.frame", List.of("log", "feed")),
                            entry("connection", List.of("log")),
                            entry(
                                    "rest",
                                    List.of(
                                            "access",
                                            "access.refusal",
                                            "access.net",
                                            "settings",
                                            "wire")),
                            entry("rest.answer", List.of("delivery", "rest", "access")),
                            entry(
                                    "access",
                                    List.of("access.refusal", "access.net", "time", "settings")),
                            entry(
                                    "access.keys",
                                    List.of(
                                            "rest",
                                            "access",
                                            "access.net",
                                            "data",
                                            "log",
                                            "time",
                                            "settings")),
                            entry(
                                    "access.token",
                                    List.of(
                                            "access",
                                            "access.keys",
                                            "access.sanction",
                                            "data",
                                            "time",
                                            "settings")),
                            entry(
                                    "access.sanction",
                                    List.of("audit", "rest", "access", "data", "time")),
                            entry("access.named", List.of("access", "access.keys", "data", "time")),
                            entry("access.refusal", List.of("access.net", "log")),
                            entry("access.net", List.of()),
                            entry("game", List.of("text", "feed")),
                            entry(
                                    "game.supervision",
                                    List.of(
                                            "game",
                                            "game.left",
                                            "game.process",
                                            "game.input",
                                            "game.dialect",
                                            "kernel",
                                            "data")),
                            entry(
                                    "game.process",
                                    List.of(
                                            "game",
                                            "game.input",
                                            "game.dialect",
                                            "kernel",
                                            "data")),
                            entry("game.left", List.of("game", "game.process", "kernel", "data")),
                            entry("game.pipes", List.of("game.process", "kernel")),
                            entry(
                                    "game.outlive",
                                    List.of(
                                            "game",
                                            "game.process",
                                            "text",
                                            "kernel",
                                            "data",
                                            "feed",
                                            "feed.journal")),
                            entry(
                                    "game.tail",
                                    List.of(
                                            "game",
                                            "game.input",
                                            "game.dialect",
                                            "kernel",
                                            "data")),
                            entry(
                                    "game.elsewhere",
                                    List.of("game", "fanout.redis", "seal", "text", "feed")),
                            entry("game.input", List.of("game")),
                            entry("game.dialect", List.of("game", "text")),
                            entry("kernel", List.of()),
                            entry("data", List.of()),
                            entry("text", List.of()),
                            entry("log", List.of("access.net", "time")),
                            entry("time", List.of()),
                            entry("wire.channel", List.of("wire", "feed")),
                            entry("wire", List.of()),
                            entry("feed.journal", List.of("kernel", "data")),
                            entry("feed", List.of())));

    /// Classes of a package, at most: with more there are two ideas in it.
    private static final int MOST_CLASSES = 17;

    /// Lines of a file, at most: from 300 on it is time to look for the second idea.
    private static final int MOST_LINES = 400;

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.vsgateway");

    @Test
    void packages_use_only_what_the_table_allows() {
        var layers =
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .withOptionalLayers(true);
        for (String name : MAY_USE.keySet()) {
            layers = layers.layer(name).definedBy("io.vsgateway." + name);
        }
        for (var entry : MAY_USE.entrySet()) {
            String[] allowed = entry.getValue().toArray(String[]::new);
            layers =
                    allowed.length == 0
                            ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
                            : layers.whereLayer(entry.getKey()).mayOnlyAccessLayers(allowed);
        }
        layers.check(CLASSES);
    }

    @Test
    void no_file_has_two_ideas_in_it() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file))
                                    .as(file.toString())
                                    .hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }

    @Test
    void every_package_is_in_the_table() {
        String[] known =
                MAY_USE.keySet().stream()
                        .map(name -> "io.vsgateway." + name)
                        .toArray(String[]::new);
        noClasses().should().resideOutsideOfPackages(known).check(CLASSES);
    }

    @Test
    void the_documented_table_is_this_one() {
        var documented = new TreeMap<String, List<String>>();
        for (List<String> row : DocTables.rows("architecture.md", "## The map")) {
            String uses = row.get(2);
            documented.put(
                    row.getFirst(), uses.equals("–") ? List.of() : List.of(uses.split(", ")));
        }
        assertThat(documented).isEqualTo(MAY_USE);
    }

    @Test
    void no_packages_depend_on_each_other_in_a_circle() {
        slices().matching("io.vsgateway.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void no_package_has_more_than_one_idea() {
        Map<String, Long> sizes =
                CLASSES.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(one -> !one.getSimpleName().equals("package-info"))
                        .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(MOST_CLASSES));
    }

    /// Others ask for a right: see `Caller.may`.
    @Test
    void only_access_knows_one_role_from_another() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.vsgateway.access..")
                .should()
                .accessFieldWhere(targetOwner(type(Role.class)))
                .check(CLASSES);
    }

    @Test
    void the_core_knows_no_framework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.vsgateway.feed",
                        "io.vsgateway.kernel",
                        "io.vsgateway.wire",
                        "io.vsgateway.text",
                        "io.vsgateway.time",
                        "io.vsgateway.game.dialect",
                        "io.vsgateway.bench..",
                        "io.vsgateway.websocket..",
                        "io.vsgateway.client",
                        "io.vsgateway.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "io.vertx..",
                        "io.netty..",
                        "org.eclipse.microprofile..")
                .check(CLASSES);
    }
}
