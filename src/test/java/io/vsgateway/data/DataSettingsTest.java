package io.vsgateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSettingsTest {
    private static DataSettings given(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DataSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(DataSettings.class);
    }

    @Test
    void the_folder_is_data_beside_the_gateway() {
        assertThat(given(Map.of()).dir()).isEqualTo(Path.of("data"));
    }

    @Test
    void the_folder_can_be_set() {
        assertThat(given(Map.of("VS_DATA_DIR", "/var/lib/vs-gateway")).dir())
                .isEqualTo(Path.of("/var/lib/vs-gateway"));
    }
}
