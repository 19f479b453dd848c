package io.vsgateway.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vsgateway.settings.Reloadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloaderTest {
    @TempDir Path folder;
    private Path first;
    private Path second;
    private final Map<String, String> variables = new HashMap<>();
    private final Part one = new Part("VS_ONE");
    private final Part two = new Part("VS_TWO");
    private Reloader reloader;

    @BeforeEach
    void start() throws IOException {
        first = Files.writeString(folder.resolve("first"), "a");
        second = Files.writeString(folder.resolve("second"), "b");
        one.file = first;
        two.file = second;
        reloader = reloader();
    }

    private Reloader reloader() {
        return new Reloader(new Variables(), List.of(one, two), settings());
    }

    private static SmallRyeConfig settings() {
        return new SmallRyeConfigBuilder().build();
    }

    @Test
    void without_a_change_nothing_happens() throws IOException {
        assertThat(reloader.look()).isEmpty();
        Files.writeString(first, "a");

        assertThat(reloader.look()).isEmpty();
        assertThat(one.taken).isEmpty();
    }

    @Test
    void a_change_is_taken_once_it_was_seen_twice_and_by_all_parts() throws IOException {
        Files.writeString(first, "c");

        assertThat(reloader.look()).isEmpty();
        assertThat(one.taken).isEmpty();

        assertThat(reloader.look()).contains(new Outcome.Taken(Set.of("VS_ONE"), Set.of()));
        assertThat(one.taken).isEqualTo("c");
        assertThat(two.taken).isEqualTo("b");
        assertThat(reloader.look()).isEmpty();
    }

    @Test
    void a_file_that_is_being_written_is_left_alone_until_it_is_still() throws IOException {
        for (String grown : List.of("k", "ke", "key")) {
            Files.writeString(first, grown);
            assertThat(reloader.look()).isEmpty();
        }

        assertThat(reloader.look()).isPresent();
        assertThat(one.taken).isEqualTo("key");
    }

    @Test
    void if_one_part_finds_something_wrong_no_part_takes_anything() throws IOException {
        Files.writeString(first, "good");
        Files.writeString(second, "wrong");

        assertThat(afterTwoLooks())
                .contains(new Outcome.Refused(Set.of("VS_ONE", "VS_TWO"), "told: VS_TWO is wrong"));
        assertThat(one.taken).isEmpty();
        assertThat(two.taken).isEmpty();
        assertThat(afterTwoLooks()).isEmpty();

        Files.writeString(second, "right");

        assertThat(afterTwoLooks())
                .contains(new Outcome.Taken(Set.of("VS_ONE", "VS_TWO"), Set.of()));
        assertThat(one.taken).isEqualTo("good");
        assertThat(two.taken).isEqualTo("right");
    }

    @Test
    void what_was_refused_can_be_withdrawn() throws IOException {
        Files.writeString(first, "wrong");
        assertThat(afterTwoLooks()).containsInstanceOf(Outcome.Refused.class);

        Files.writeString(first, "a");

        assertThat(afterTwoLooks()).contains(new Outcome.Withdrawn());
        assertThat(one.taken).isEmpty();
    }

    @Test
    void a_file_that_is_gone_is_a_change_and_so_is_its_return() throws IOException {
        Files.delete(first);
        assertThat(afterTwoLooks()).containsInstanceOf(Outcome.Refused.class);

        Files.writeString(first, "d");

        assertThat(afterTwoLooks()).containsInstanceOf(Outcome.Taken.class);
        assertThat(one.taken).isEqualTo("d");
    }

    /// As the kubelet does it: the files are links through `..data`, which is swapped.
    @Test
    void a_mounted_secret_is_swapped_by_the_link_above_it() throws IOException {
        Path old = Files.createDirectory(folder.resolve("..2026_01"));
        Files.writeString(old.resolve("key"), "old");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), old.getFileName());
        one.file = Files.createSymbolicLink(folder.resolve("key"), Path.of("..data/key"));
        reloader = reloader();
        assertThat(reloader.look()).isEmpty();

        Path next = Files.createDirectory(folder.resolve("..2026_02"));
        Files.writeString(next.resolve("key"), "new");
        Path link = Files.createSymbolicLink(folder.resolve("..tmp"), next.getFileName());
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(afterTwoLooks()).contains(new Outcome.Taken(Set.of("VS_ONE"), Set.of()));
        assertThat(one.taken).isEqualTo("new");
    }

    @Test
    void a_setting_that_no_part_takes_is_for_the_next_start() throws IOException {
        variables.put("VS_OTHER", "1");
        reloader = reloader();
        variables.put("VS_OTHER", "2");
        Files.writeString(first, "c");

        assertThat(afterTwoLooks())
                .contains(new Outcome.Taken(Set.of("VS_ONE"), Set.of("VS_OTHER")));
    }

    @Test
    void the_files_to_look_at_are_those_of_the_settings_that_were_tried_last() throws IOException {
        variables.put("VS_ONE", "first");
        reloader = reloader();
        Path moved = folder.resolve("moved");
        one.file = moved;
        variables.put("VS_ONE", "moved");
        assertThat(afterTwoLooks()).containsInstanceOf(Outcome.Refused.class);

        Files.writeString(moved, "there");

        assertThat(afterTwoLooks()).contains(new Outcome.Taken(Set.of("VS_ONE"), Set.of()));
        assertThat(one.taken).isEqualTo("there");
    }

    @Test
    void names_are_told_and_no_values() throws IOException {
        Files.writeString(first, "a-secret");

        assertThat(afterTwoLooks()).isPresent();
        assertThat(Snapshot.of(Map.of("VS_ONE", "a-secret"), Map.of()).toString())
                .doesNotContain("a-secret");
    }

    private Optional<Outcome> afterTwoLooks() {
        return reloader.look().or(reloader::look);
    }

    private final class Variables implements Reloader.Source {
        @Override
        public Map<String, String> variables() {
            return variables;
        }

        @Override
        public SmallRyeConfig read() {
            return settings();
        }

        @Override
        public String explain(RuntimeException wrong) {
            return "told: " + wrong.getMessage();
        }
    }

    private static final class Part implements Reloadable {
        private final String variable;
        private Path file;
        private String taken = "";

        Part(String variable) {
            this.variable = variable;
        }

        @Override
        public Set<String> variables() {
            return Set.of(variable);
        }

        @Override
        public Map<Path, String> files(SmallRyeConfig settings) {
            return Map.of(file, variable);
        }

        @Override
        public Runnable prepare(SmallRyeConfig settings) {
            try {
                String text = Files.readString(file);
                if (text.equals("wrong")) {
                    throw new ConfigurationException(variable + " is wrong");
                }
                return () -> taken = text;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
