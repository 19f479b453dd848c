package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.DocTables;
import io.vsgateway.deploy.Dockerfile;
import io.vsgateway.it.GatewayProcess;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The first `docker run` of `install.md`, without Docker: the variables of the image and of the
/// command are enough for a start.
class FirstRunIT {
    private static final Pattern RUN = Pattern.compile("docker run -d [^`]*?vs-gateway:0\\.1\\.0");
    private static final Pattern VARIABLE = Pattern.compile(" -e (\\w+)=(\\S+)");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void what_the_page_says_starts(String file) {
        Matcher run = RUN.matcher(DocTables.read(DocTables.DOCS.resolve("install.md")));
        assertThat(run.find()).isTrue();
        assertThat(run.group()).doesNotContain("--env-file");
        GatewayProcess.Builder container = GatewayProcess.with().unset("VS_API_KEY_ADMIN");
        Dockerfile.read(Path.of("docker", file)).lastStage().environment().forEach(container::set);
        VARIABLE.matcher(run.group())
                .results()
                .forEach(given -> container.set(given.group(1), given.group(2)));
        container.unset("VS_DATA_DIR").set("VS_HTTP_PORT", "0");

        try (GatewayProcess gateway = container.start()) {
            assertThat(gateway.output()).anyMatch(line -> line.contains("admin key of this run"));
        }
    }
}
