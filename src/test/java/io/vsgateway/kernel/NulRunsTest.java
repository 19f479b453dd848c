package io.vsgateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NulRunsTest {
    private static final long TERABYTE = 1L << 40;

    @TempDir Path dir;
    private FileChannel channel;
    private NulRuns runs;

    @BeforeEach
    void open() throws IOException {
        channel =
                FileChannel.open(
                        dir.resolve("log"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        runs = new NulRuns(channel);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1,
                4095,
                4097,
                65_537,
                4_194_304,
                4_194_305,
                12_345_678,
                TERABYTE,
                TERABYTE + 7
            })
    void the_text_behind_a_hole_is_found_to_the_byte(long hole) throws IOException {
        write(0, "before");
        write(6 + hole, "x");
        write(6 + hole + 1, "after\n".repeat(1000));

        assertThat(runs.end(6, channel.size())).isEqualTo(6 + hole);
        assertThat(runs.end(6 + hole, channel.size())).isEqualTo(6 + hole);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4097, 4_194_305, 12_345_678, TERABYTE})
    void the_end_of_the_text_before_a_hole_is_found_to_the_byte(long hole) throws IOException {
        write(0, "before\n".repeat(1000));
        write(7000 + hole, "\0");

        assertThat(runs.start(channel.size())).isEqualTo(7000);
    }

    @Test
    void a_file_of_nuls_has_no_text() throws IOException {
        write(TERABYTE, "\0");

        assertThat(runs.end(0, channel.size())).isEqualTo(channel.size());
        assertThat(runs.start(channel.size())).isZero();
    }

    @Test
    void text_between_two_holes_that_are_read_through_is_found() throws IOException {
        write(3_000_000, "island");
        write(TERABYTE, "end");

        assertThat(runs.end(0, channel.size())).isEqualTo(3_000_000);
        assertThat(runs.end(3_000_006, channel.size())).isEqualTo(TERABYTE);
    }

    @Test
    void a_run_within_bytes_is_found_where_it_begins_if_it_is_long() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[65_536];
            Arrays.fill(bytes, (byte) 'x');
            int start = random.nextInt(bytes.length - 8192);
            int length = 4080 + random.nextInt(32);
            Arrays.fill(bytes, start, start + length, (byte) 0);
            int from = random.nextInt(start + 1);

            assertThat(NulRuns.runIn(bytes, from, bytes.length))
                    .as("seed %d", seed)
                    .isEqualTo(length >= NulRuns.LEAST ? start : bytes.length);
        }
    }

    private void write(long place, String text) throws IOException {
        int _ = channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), place);
    }
}
