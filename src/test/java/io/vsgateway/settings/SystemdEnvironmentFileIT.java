package io.vsgateway.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Machine;
import io.vsgateway.it.NeedsSystemd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the gateway reads in an environment file is what systemd gives to a service that has it.
@NeedsSystemd
@Tag("jar-only")
class SystemdEnvironmentFileIT {
    private static final int RANDOM_FILES = 300;
    private static final int LONGEST = 14;

    /// What has a meaning in such a file, and what has none.
    private static final String[] PIECES = {
        "a", "B", "é", "鍵", "1", " ", "\t", "\\", "'", "\"", "$", "`", "#", ";", "=", "\n", "\\\n",
        "\nVS_B=", "%h", "${HOME}"
    };

    private static final Pattern COMMENT_THAT_GOES_ON = Pattern.compile("(?m)^\\s*[#;].*\\\\$");

    private static final List<String> CHOSEN =
            List.of(
                    "VS_A=1\r\n\n  VS_B = two words \nVS_A=3\nVS_C=",
                    "# VS_A=1\n ; VS_B=2\nexport VS_C=3\nnothing\n=4\n1VS=5\nVS_D=6",
                    "VS_A= a  # b ; $HOME ${x} \t\nVS_B=it's \"so\"\nVS_C=a=b==\nVS_D=ключ-鍵\n",
                    "VS_A=(?i)^/stop\\\\b\nVS_B=a\\ \nVS_C=\\'a\\'\nVS_D=one \\\n  two\n",
                    "VS_A='(?i)^/stop\\b \" # $x'  \nVS_B='two\nlines'\nVS_C=' a '\nVS_D='a' 'b'\n",
                    "VS_A=\"a \\\"b\\\" \\\\ \\$ \\` \\n\"\nVS_B=\"one \\\ntwo\"\nVS_C=\"'\"\n",
                    "VS_A=1");

    @TempDir Path root;

    @Test
    void both_read_the_same() throws IOException {
        List<String> texts = new ArrayList<>(List.of(""));
        texts.addAll(CHOSEN);
        var random = new Random(1);
        while (texts.size() < CHOSEN.size() + RANDOM_FILES) {
            String text = text(random);
            if (isTaken(text)) {
                texts.add(text);
            }
        }
        try (Machine machine = Machine.boot(root)) {
            List<Map<String, String>> given = environments(machine, texts);

            Map<String, String> always = given.getFirst();
            for (int i = 1; i < texts.size(); i++) {
                given.get(i).keySet().removeAll(always.keySet());
                assertThat(EnvironmentFile.parse(texts.get(i)))
                        .as("of the text ⟨%s⟩", texts.get(i))
                        .isEqualTo(given.get(i));
            }
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(LONGEST), 0, PIECES.length)
                .mapToObj(piece -> PIECES[piece])
                .collect(joining("", "VS_A=", "\nVS_Z=z\n"));
    }

    /// A quote that does not end is refused here, and not there. A line behind a comment that ends
    /// with a backslash belongs to the comment until systemd 254.
    private static boolean isTaken(String text) {
        if (COMMENT_THAT_GOES_ON.matcher(text).find()) {
            return false;
        }
        try {
            Map<String, String> _ = EnvironmentFile.parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static List<Map<String, String>> environments(Machine machine, List<String> texts)
            throws IOException {
        Files.writeString(
                machine.file("/etc/systemd/system/env@.service"),
                """
                [Service]
                Type=oneshot
                EnvironmentFile=/opt/%i.env
                ExecStart=/usr/bin/env -0
                StandardOutput=truncate:/opt/%i.out
                StartLimitBurst=1000
                """);
        for (int i = 0; i < texts.size(); i++) {
            Files.writeString(machine.file("/opt/" + i + ".env"), texts.get(i));
        }
        String units =
                IntStream.range(0, texts.size())
                        .mapToObj("env@%d"::formatted)
                        .collect(joining(" "));
        String _ = machine.runs("systemctl daemon-reload; systemctl start " + units);

        var all = new ArrayList<Map<String, String>>();
        for (int i = 0; i < texts.size(); i++) {
            var variables = new TreeMap<String, String>();
            String told =
                    Files.readString(machine.file("/opt/" + i + ".out"), StandardCharsets.UTF_8);
            for (String one : told.split("\0")) {
                String[] parts = one.split("=", 2);
                variables.put(parts[0], parts[1]);
            }
            all.add(variables);
        }
        return all;
    }
}
