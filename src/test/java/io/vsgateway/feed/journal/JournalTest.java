package io.vsgateway.feed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long SEGMENT = 4096;
    private static final Journal.Run FIRST = new Journal.Run("aa", "boot1");
    private static final Journal.Run SECOND = new Journal.Run("bb", "boot1");

    @TempDir Path folder;

    private final List<Long> offsets = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    private Journal open(Journal.Run run) throws IOException {
        offsets.clear();
        texts.clear();
        return Journal.open(
                folder,
                SEGMENT,
                run,
                entries -> {
                    offsets.add(entries.first());
                    texts.add(StandardCharsets.UTF_8.decode(entries.payload()).toString());
                },
                troubles::add);
    }

    private static void append(Journal journal, long first, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        journal.append(first, bytes, bytes.length);
    }

    @Test
    void what_was_appended_is_there_in_the_same_epoch_for_the_next() throws IOException {
        try (Journal journal = open(FIRST)) {
            assertThat(journal.epoch()).isEqualTo("aa");
            append(journal, 1, "one");
            append(journal, 2, "two");
        }
        try (Journal journal = open(SECOND)) {
            assertThat(journal.epoch()).isEqualTo("aa");
            assertThat(offsets).containsExactly(1L, 2L);
            assertThat(texts).containsExactly("one", "two");
            append(journal, 3, "three");
        }
        open(SECOND).close();
        assertThat(texts).containsExactly("one", "two", "three");
    }

    @Test
    void in_another_run_of_the_machine_there_is_another_epoch_with_the_same_entries()
            throws IOException {
        try (Journal journal = open(FIRST)) {
            append(journal, 1, "one");
        }
        try (Journal journal = open(new Journal.Run("cc", "boot2"))) {
            assertThat(journal.epoch()).isEqualTo("cc");
            assertThat(texts).containsExactly("one");
            append(journal, 2, "two");
        }
        try (Journal journal = open(new Journal.Run("dd", "boot2"))) {
            assertThat(journal.epoch()).isEqualTo("cc");
            assertThat(texts).containsExactly("one", "two");
        }
    }

    @Test
    void it_holds_at_least_one_file_full_of_the_newest_and_never_more_than_two()
            throws IOException {
        try (Journal journal = open(FIRST)) {
            for (int i = 1; i <= 1000; i++) {
                append(journal, i, "entry " + i + " " + "x".repeat(80));
            }
        }
        assertThat(Files.size(folder.resolve("console.1"))).isLessThan(2 * SEGMENT);
        assertThat(Files.size(folder.resolve("console.2"))).isLessThan(2 * SEGMENT);

        open(SECOND).close();

        assertThat(offsets.getLast()).isEqualTo(1000);
        assertThat(offsets.size() * 90L).isBetween(SEGMENT, 2 * SEGMENT);
        for (int i = 1; i < offsets.size(); i++) {
            assertThat(offsets.get(i)).isEqualTo(offsets.get(i - 1) + 1);
        }
    }

    @Test
    void a_record_that_is_torn_at_any_byte_is_not_there_and_its_place_is_used_again()
            throws IOException {
        try (Journal journal = open(FIRST)) {
            append(journal, 1, "one");
            append(journal, 2, "a longer second entry");
        }
        Path file = folder.resolve("console.1");
        byte[] whole = Files.readAllBytes(file);
        int end = lastByte(whole) + 1;
        int start = end - "a longer second entry".length() - 16;
        for (int cut = start; cut < end; cut++) {
            byte[] torn = whole.clone();
            java.util.Arrays.fill(torn, cut, end, (byte) 0);
            Files.write(file, torn);
            try (Journal journal = open(SECOND)) {
                assertThat(texts).as("cut at %d", cut).containsExactly("one");
                append(journal, 2, "new");
            }
            open(SECOND).close();
            assertThat(texts).as("cut at %d", cut).containsExactly("one", "new");
        }
    }

    private static int lastByte(byte[] bytes) {
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        return last;
    }

    @Test
    void rubbish_is_never_taken_for_entries() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            try (Journal journal = open(FIRST)) {
                append(journal, journalEnd() + 1, "entry");
            }
            byte[] bytes = Files.readAllBytes(folder.resolve("console.1"));
            for (int i = 0; i < 3; i++) {
                bytes[128 + random.nextInt(200)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(folder.resolve("console.1"), bytes);
            open(SECOND).close();
            assertThat(texts).as("seed %d", seed).allMatch("entry"::equals);
        }
    }

    private long journalEnd() {
        return offsets.isEmpty() ? 0 : offsets.getLast();
    }

    @Test
    void a_segment_that_is_not_whole_ends_the_epoch() throws IOException {
        try (Journal journal = open(FIRST)) {
            append(journal, 1, "one");
        }
        try (FileChannel file =
                FileChannel.open(folder.resolve("console.1"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), Segment.WHOLE_AT);
        }

        try (Journal journal = open(SECOND)) {
            assertThat(journal.epoch()).isEqualTo("bb");
            assertThat(texts).containsExactly("one");
        }
        assertThat(open(new Journal.Run("cc", "boot1")).epoch()).isEqualTo("bb");
    }

    @Test
    void what_the_disk_does_not_take_is_told_once_and_ends_the_epoch() throws IOException {
        Journal journal = open(FIRST);
        append(journal, 1, "one");
        journal.close();

        append(journal, 2, "two");
        append(journal, 3, "three");

        assertThat(journal.isWhole()).isFalse();
        assertThat(troubles).singleElement().asString().contains("cannot be kept");
    }
}
