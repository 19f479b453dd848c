package io.vsgateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The package table of `src/docs/architecture.md`, held by the build.
class ArchitectureTest {
    private static final Map<String, List<String>> MAY_USE =
            new TreeMap<>(
                    Map.ofEntries(
                            entry(
                                    "cli",
                                    List.of(
                                            "bench", "client", "doctor", "game", "wire", "text",
                                            "demo")),
                            entry("doctor", List.of("access", "game", "ops")),
                            entry("bench", List.of("wire")),
                            entry(
                                    "ops",
                                    List.of(
                                            "access",
                                            "game",
                                            "fanout",
                                            "session",
                                            "console",
                                            "channel",
                                            "terminal",
                                            "wire",
                                            "feed")),
                            entry(
                                    "console",
                                    List.of(
                                            "feed", "wire", "text", "access", "game", "session",
                                            "fanout")),
                            entry("terminal", List.of("access", "game")),
                            entry("session", List.of("feed", "wire", "access")),
                            entry("game", List.of("feed", "kernel", "text")),
                            entry("kernel", List.of()),
                            entry("client", List.of("wire")),
                            entry("access", List.of()),
                            entry("wire", List.of()),
                            entry("text", List.of()),
                            entry("feed", List.of()),
                            entry("demo", List.of())));

    private final JavaClasses classes =
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
            String[] allowed =
                    entry.getValue().stream().filter(MAY_USE::containsKey).toArray(String[]::new);
            layers =
                    allowed.length == 0
                            ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
                            : layers.whereLayer(entry.getKey()).mayOnlyAccessLayers(allowed);
        }
        layers.check(classes);
    }

    @Test
    void every_package_is_in_the_table() {
        String[] known =
                MAY_USE.keySet().stream()
                        .map(name -> "io.vsgateway." + name)
                        .toArray(String[]::new);
        noClasses().should().resideOutsideOfPackages(known).check(classes);
    }

    @Test
    void the_documented_table_is_this_one() {
        var documented = new TreeMap<String, List<String>>();
        for (List<String> row : DocTables.rows("architecture.md", "## The map")) {
            String uses = row.get(2);
            documented.put(
                    row.getFirst(), uses.equals("–") ? List.of() : List.of(uses.split(", ")));
        }
        var existing = new TreeMap<String, List<String>>();
        MAY_USE.forEach((name, uses) ->
                existing.put(name, uses.stream().filter(MAY_USE::containsKey).toList()));

        assertThat(documented).isEqualTo(existing);
    }

    @Test
    void no_packages_depend_on_each_other_in_a_circle() {
        slices().matching("io.vsgateway.(*)..").should().beFreeOfCycles().check(classes);
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
                        "io.vsgateway.bench",
                        "io.vsgateway.client",
                        "io.vsgateway.demo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "io.vertx..",
                        "io.netty..",
                        "org.eclipse.microprofile..")
                .check(classes);
    }
}
