package io.vsgateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FamilyTest {
    /// Starts the next one at the word, says its number, and ends.
    private static final String PASSES_ON =
            "read -r go; sleep 600 > /dev/null & "
                    + "while read -r name < /proc/$!/comm && [ \"$name\" != sleep ]; do :; done; echo $!";

    @Test
    void one_whose_parent_ends_while_the_processes_are_read_is_not_missed() throws Exception {
        String mark = UUID.randomUUID().toString();
        var builder = new ProcessBuilder("sh", "-c", PASSES_ON);
        builder.environment().put(Family.VARIABLE, mark);
        Process parent = builder.start();
        var reading = new PassedOn(parent);
        try {
            var family = new Family(mark, Set.of(), true, reading::table);

            assertThat(family.look()).isTrue();

            assertThat(family.members()).singleElement().isEqualTo(reading.child());
        } finally {
            parent.destroyForcibly();
            reading.child().destroyForcibly();
        }
    }

    /// The table of processes as the first look reads it: while it is read the parent, which stands
    /// in it, starts its child, which does not, and ends.
    private static final class PassedOn {
        private final Process parent;
        private ProcessHandle child;

        PassedOn(Process parent) {
            this.parent = parent;
        }

        Stream<ProcessHandle> table() {
            List<ProcessHandle> read = ProcessHandle.allProcesses().toList();
            if (child == null) {
                assertThat(read).contains(parent.toHandle());
                child = passOn();
                assertThat(read).doesNotContain(child);
            }
            return read.stream();
        }

        private ProcessHandle passOn() {
            try (Writer word = parent.outputWriter();
                    BufferedReader answer = parent.inputReader()) {
                word.write("go\n");
                word.flush();
                ProcessHandle next =
                        ProcessHandle.of(Long.parseLong(answer.readLine())).orElseThrow();
                parent.waitFor();
                return next;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        ProcessHandle child() {
            return child;
        }
    }
}
