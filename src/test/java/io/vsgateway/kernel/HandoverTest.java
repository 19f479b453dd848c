package io.vsgateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTest {
    private static String left(String text) throws IOException {
        String variable = new String(Handover.leave(text), StandardCharsets.US_ASCII);
        assertThat(variable).startsWith(Handover.VARIABLE + '=').endsWith("\0");
        return variable.substring(variable.indexOf('=') + 1, variable.length() - 1);
    }

    @Test
    void what_is_left_is_to_be_had_once() throws Exception {
        String place = left("Schlüssel 🗝");
        Path pipe = Path.of("/proc/self/fd", place.substring(0, place.indexOf(':')));
        assertThat(flags(pipe))
                .as("it stays open when a program is run")
                .doesNotContain("02000000");

        assertThat(Handover.take(place)).contains("Schlüssel 🗝");

        assertThat(pipe).satisfiesAnyOf(HandoverTest::isGone, HandoverTest::isNoPipe);
    }

    private static String flags(Path descriptor) throws IOException {
        return Files.readString(
                Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName().toString()));
    }

    private static void isGone(Path descriptor) {
        assertThat(Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    private static void isNoPipe(Path descriptor) throws IOException {
        assertThat(Files.readSymbolicLink(descriptor).toString()).doesNotStartWith("pipe:");
    }

    @Test
    void another_process_which_has_the_variable_takes_nothing() throws IOException {
        String place = left("text");
        String other = place.replaceFirst(":\\d+", ":1");

        assertThat(Handover.take(other)).isEmpty();

        assertThat(Handover.take(place)).contains("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "x:y", "-1:%d", "0x7:%d", "99999:%d", "9999999999:%d", "0:%d:1"})
    void what_is_no_place_of_a_pipe_gives_nothing(String place) {
        String told = place.formatted(ProcessHandle.current().pid());

        assertThat(Handover.take(told)).isEmpty();
    }

    @Test
    void a_file_that_is_no_pipe_is_not_read() throws Exception {
        Path file = Files.createTempFile("handover", "");
        try (var channel = Files.newByteChannel(file);
                var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            String number =
                    descriptors
                            .filter(one -> leadsTo(one, file))
                            .findFirst()
                            .orElseThrow()
                            .getFileName()
                            .toString();

            assertThat(Handover.take(number + ':' + ProcessHandle.current().pid())).isEmpty();

            assertThat(channel.isOpen()).isTrue();
            assertThat(channel.size()).isZero();
        } finally {
            Files.delete(file);
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void no_more_than_a_pipe_holds_for_sure_is_handed_over() throws IOException {
        String most = "x".repeat(Handover.MOST_BYTES);

        assertThat(Handover.take(left(most))).contains(most);
        assertThatThrownBy(() -> Handover.leave(most + "x"))
                .isInstanceOf(IOException.class)
                .hasMessage("what is to be handed over is too long");
    }
}
