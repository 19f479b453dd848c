package io.vsgateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChildPipeTest {
    private static String read(FileChannel pipe) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        return pipe.read(bytes) < 0
                ? "end"
                : new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    @Test
    void what_one_end_takes_the_other_gives_and_it_ends_with_its_last_writer() throws Exception {
        FileChannel reader;
        FileChannel writer;
        try (var pipe = ChildPipe.open()) {
            reader = pipe.reader();
            writer = pipe.writer();
        }

        writer.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
        writer.close();

        try (reader) {
            assertThat(read(reader)).isEqualTo("hello");
            assertThat(read(reader)).isEqualTo("end");
        }
    }

    @Test
    void a_child_goes_on_writing_when_its_parent_has_ended() throws Exception {
        FileChannel reader;
        try (var pipe = ChildPipe.open()) {
            reader = pipe.reader();
            var builder =
                    new ProcessBuilder("/bin/sh", "-c", "(read -r _; echo late) <&0 & exit 0");
            builder.redirectOutput(pipe.writeEnd());
            try (var stdin = ChildPipe.open()) {
                builder.redirectInput(stdin.readEnd());
                try (FileChannel toChild = stdin.writer()) {
                    assertThat(builder.start().waitFor()).isZero();
                    toChild.write(ByteBuffer.wrap(new byte[] {'\n'}));
                }
            }
        }
        try (reader) {
            assertThat(read(reader)).isEqualTo("late\n");
        }
    }

    @Test
    void closing_an_end_ends_a_read_that_waits_there() throws Exception {
        try (var pipe = ChildPipe.open()) {
            FileChannel reader = pipe.reader();
            var reading = new CompletableFuture<String>();
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                try {
                                    reading.complete(read(reader));
                                } catch (IOException e) {
                                    reading.completeExceptionally(e);
                                }
                            });
            org.awaitility.Awaitility.await()
                    .until(() ->
                            java.util.Arrays.stream(thread.getStackTrace())
                                    .anyMatch(frame -> frame.getMethodName().startsWith("read0")));

            reader.close();

            assertThatThrownBy(reading::join).hasCauseInstanceOf(AsynchronousCloseException.class);
        }
    }
}
