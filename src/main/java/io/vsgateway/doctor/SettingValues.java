package io.vsgateway.doctor;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import io.vsgateway.doctor.word.Quotes;
import io.vsgateway.settings.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// What the settings say before any check: from the variables, also those of the file that
/// `VS_ENV_FILE` names, and from the file `config/application.yaml` in this folder.
///
/// @param problem why one of the files could not be read; empty if they could, or if there is none
public record SettingValues(Map<String, String> environment, SmallRyeConfig file, String problem) {
    static final Path FILE = Path.of("config", "application.yaml");
    private static final int ORDINAL = 265;

    public static SettingValues of(Map<String, String> environment) {
        return of(environment, FILE);
    }

    static SettingValues of(Map<String, String> environment, Path yaml) {
        var builder = new SmallRyeConfigBuilder();
        String problem = "";
        if (Files.exists(yaml)) {
            try {
                builder.withSources(new YamlConfigSource(yaml.toUri().toURL(), ORDINAL));
            } catch (IOException | RuntimeException e) {
                problem = yaml + " cannot be read: " + reason(e);
            }
        }
        Map<String, String> variables = environment;
        try {
            variables = Variables.atStart(environment);
        } catch (ConfigurationException e) {
            problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
        }
        return new SettingValues(variables, builder.build(), problem);
    }

    /// Not the parser's message, which quotes the line: it may contain a key.
    private static String reason(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof MarkedYAMLException wrong && wrong.getProblemMark() != null) {
                var at = wrong.getProblemMark();
                return "no YAML in line %d, column %d"
                        .formatted(at.getLine() + 1, at.getColumn() + 1);
            }
        }
        return e instanceof IOException ? String.valueOf(e.getMessage()) : e.getClass().getName();
    }

    /// The value of `VS_…`, if it is set and not blank.
    public Optional<String> get(String variable) {
        String given = environment.get(variable);
        if (given != null) {
            return Optional.of(Quotes.taken(variable, given).strip())
                    .filter(value -> !value.isEmpty());
        }
        return inFile(variable).map(String::strip).filter(value -> !value.isEmpty());
    }

    public String get(String variable, String preset) {
        return get(variable).orElse(preset);
    }

    /// A switch, read as the gateway itself does: `true`, `1`, `yes`, `on` and the like.
    boolean isOn(String variable, boolean preset) {
        return get(variable)
                .map(value -> file.getConverter(Boolean.class).orElseThrow().convert(value))
                .orElse(preset);
    }

    /// Whether it is given, even as an empty text.
    boolean isGiven(String variable) {
        return environment.containsKey(variable) || inFile(variable).isPresent();
    }

    /// The names in the file.
    List<String> propertiesInFile() {
        var names = new ArrayList<String>();
        file.getConfigSources().forEach(source -> names.addAll(source.getPropertyNames()));
        return names.stream().filter(name -> name.startsWith("vs.")).distinct().toList();
    }

    /// The file has a list as several properties, `….log-files[0]` and so on.
    private Optional<String> inFile(String variable) {
        var entries = new TreeMap<String, String>();
        for (String name : file.getPropertyNames()) {
            String value = file.getConfigValue(name).getRawValue();
            if (variable(name).equals(variable) && value != null) {
                entries.put(name, value);
            }
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(",", entries.values()));
    }

    /// The variable of a property, such as `VS_GAME_STOP_WAIT` for `vs.game.stop.wait`.
    public static String variable(String property) {
        String own =
                switch (property) {
                    case "quarkus.http.host" -> "vs.http.host";
                    case "quarkus.http.port" -> "vs.http.port";
                    default -> property.replaceFirst("\\[\\d+]$", "");
                };
        return own.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
