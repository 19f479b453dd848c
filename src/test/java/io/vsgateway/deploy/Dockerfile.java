package io.vsgateway.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Dockerfile of ours, as far as ours go: no heredocs, no other escape character. A linter sees
/// to it that the rest is well-formed.
///
/// @param instructions of all stages
public record Dockerfile(List<Instruction> instructions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(?:\"([^\"]*)\"|(\\S*))");

    /// @param name in capital letters
    /// @param text what follows it, in one line
    public record Instruction(String name, String text) {
        /// The words of an exec form. A shell form is an error.
        public List<String> exec() {
            try {
                return List.of(JSON.readValue(text.substring(text.indexOf('[')), String[].class));
            } catch (IOException | StringIndexOutOfBoundsException e) {
                throw new AssertionError("not in exec form: " + name + " " + text, e);
            }
        }

        /// The variables or labels that it sets.
        public Map<String, String> pairs() {
            var pairs = new LinkedHashMap<String, String>();
            for (Matcher pair = PAIR.matcher(text); pair.find(); ) {
                pairs.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2));
            }
            return pairs;
        }

        /// The words that are no options.
        public List<String> words() {
            return List.of(text.split("\\s+")).stream().filter(w -> !w.startsWith("--")).toList();
        }
    }

    public static Dockerfile read(Path file) {
        var instructions = new ArrayList<Instruction>();
        var line = new StringBuilder();
        try {
            for (String part : Files.readAllLines(file)) {
                if (part.isBlank() || part.startsWith("#")) {
                    continue;
                }
                boolean continued = part.endsWith("\\");
                line.append(continued ? part.substring(0, part.length() - 1) : part).append(' ');
                if (!continued) {
                    String[] words = line.toString().strip().split("\\s+", 2);
                    instructions.add(new Instruction(words[0], words[1]));
                    line.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Dockerfile(List.copyOf(instructions));
    }

    /// The stage that becomes the image.
    public Dockerfile lastStage() {
        int from = instructions.size() - 1;
        while (!instructions.get(from).name().equals("FROM")) {
            from--;
        }
        return new Dockerfile(instructions.subList(from, instructions.size()));
    }

    public List<Instruction> all(String name) {
        return instructions.stream().filter(i -> i.name().equals(name)).toList();
    }

    /// The last of its kind, which is the one that holds.
    public Instruction last(String name) {
        List<Instruction> all = all(name);
        if (all.isEmpty()) {
            throw new AssertionError("there is no " + name);
        }
        return all.getLast();
    }

    /// The variables of the image.
    public Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        all("ENV").forEach(env -> environment.putAll(env.pairs()));
        return environment;
    }
}
