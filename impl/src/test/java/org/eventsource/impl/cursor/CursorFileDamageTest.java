package org.eventsource.impl.cursor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the bytes of a file: an id that was saved, or an error. */
class CursorFileDamageTest {

    private static final int SIZE = 2 * CursorRecord.SIZE;
    private static final String DAMAGED =
            "the cursor file is damaged; restore it, or delete it to start as if nothing was handled: ";

    /** The bytes before the zeros at the end, and a few more. */
    private static final int USED = 60;

    private static final int STEP = 127;

    @TempDir
    private Path directory;

    private Path path;
    private byte[] before;
    private byte[] after;

    /** Two ids are in the file. In {@code before} the newer one is "second", in {@code after} it is "third". */
    @BeforeEach
    void save() throws IOException {
        try (FileCursors store = new FileCursors(directory)) {
            store.save("orders", "first");
            store.save("orders", "second");
            path = directory.resolve("cursor-orders");
            before = Files.readAllBytes(path);
            store.save("orders", "third");
            after = Files.readAllBytes(path);
        }
        assertThat(before).hasSize(SIZE);
        assertThat(after).hasSize(SIZE);
    }

    /** Every offset in what is used of the records, and many between. */
    private static List<Integer> offsets() {
        return IntStream.range(0, SIZE)
                .filter(offset -> offset % CursorRecord.SIZE < USED
                        || offset % CursorRecord.SIZE == CursorRecord.SIZE - 1
                        || offset % STEP == 0)
                .boxed()
                .toList();
    }

    @Test
    void no_changed_byte_and_no_missing_byte_of_a_record_is_accepted() {
        byte[] content = new CursorRecord(7, "orders", "an id").bytes();
        assertThat(CursorRecord.read(content, 0)).isEqualTo(new CursorRecord(7, "orders", "an id"));
        for (int position = 0; position < content.length; position++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                content[position] ^= (byte) (1 << bit);
                assertThat(CursorRecord.read(content, 0)).isNull();
                content[position] ^= (byte) (1 << bit);
            }
            assertThat(CursorRecord.read(Arrays.copyOf(content, position), 0)).isNull();
        }
    }

    private Optional<String> load(byte[] content) throws IOException {
        Files.write(path, content);
        try (FileCursors store = new FileCursors(directory)) {
            return store.load("orders");
        }
    }

    private String loaded(byte[] content) throws IOException {
        return load(content).orElseThrow();
    }

    @Test
    void a_write_that_stopped_at_any_byte_leaves_the_id_before() throws IOException {
        for (int written : offsets()) {
            byte[] torn = before.clone();
            System.arraycopy(after, 0, torn, 0, written);

            assertThat(loaded(torn)).isEqualTo(Arrays.equals(torn, after) ? "third" : "second");
        }
    }

    @Test
    void a_write_that_began_at_its_end_leaves_the_id_before() throws IOException {
        for (int from : offsets()) {
            byte[] torn = before.clone();
            System.arraycopy(after, from, torn, from, SIZE - from);

            assertThat(loaded(torn)).isEqualTo(Arrays.equals(torn, after) ? "third" : "second");
        }
    }

    @Test
    void a_changed_byte_anywhere_leaves_one_of_the_two_ids() throws IOException {
        for (int position : offsets()) {
            byte[] changed = after.clone();
            changed[position] ^= (byte) (1 << position % 8);
            boolean isInNewest = position >= newestAt() && position < newestAt() + CursorRecord.SIZE;

            assertThat(loaded(changed)).isEqualTo(isInNewest ? "second" : "third");
        }
    }

    private int newestAt() {
        return Arrays.mismatch(before, after) < CursorRecord.SIZE ? 0 : CursorRecord.SIZE;
    }

    @Test
    void a_file_that_was_cut_anywhere_has_an_id_or_is_damaged() throws IOException {
        for (int length : offsets()) {
            byte[] cut = Arrays.copyOf(after, length);
            if (length < CursorRecord.SIZE) {
                assertDamaged(cut);
            } else {
                assertThat(loaded(cut)).isIn("second", "third");
            }
        }
    }

    private void assertDamaged(byte[] content) {
        assertThatThrownBy(() -> load(content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(DAMAGED)
                .hasMessageContaining(path.toString());
    }

    @Test
    void both_records_of_one_sequence_are_damage() throws IOException {
        byte[] twice = after.clone();
        System.arraycopy(after, 0, twice, CursorRecord.SIZE, CursorRecord.SIZE);

        assertDamaged(twice);
    }

    @Test
    void a_file_of_anything_else_is_damaged_and_stays_as_it_is() throws IOException {
        byte[] text = "orders: 17\n".repeat(1_000).getBytes(US_ASCII);

        assertDamaged(text);
        assertThat(path).hasBinaryContent(text);
    }

    @Test
    void more_bytes_after_the_records_change_nothing() throws IOException {
        assertThat(loaded(Arrays.copyOf(after, 3 * SIZE))).isEqualTo("third");
    }

    @Test
    void a_file_of_another_cursor_is_an_error() throws IOException {
        Files.move(path, directory.resolve("cursor-others"));
        try (FileCursors store = new FileCursors(directory)) {
            assertThatThrownBy(() -> store.load("others"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the cursor file is of the cursor orders, not of others: "
                            + directory.resolve("cursor-others"));
        }
    }

    @Test
    void a_file_that_was_deleted_starts_again() throws IOException {
        Files.delete(path);
        try (FileCursors store = new FileCursors(directory)) {
            assertThat(store.load("orders")).isEmpty();
        }
    }

    @Test
    void a_file_whose_creation_was_interrupted_is_created_again() throws IOException {
        Files.delete(path);
        Files.write(directory.resolve("cursor-orders.new"), Arrays.copyOf(after, 100));
        try (FileCursors store = new FileCursors(directory)) {
            assertThat(store.load("orders")).isEmpty();
            store.save("orders", "1");
        }
        assertThat(loaded(Files.readAllBytes(path))).isEqualTo("1");
        assertThat(directory.resolve("cursor-orders.new")).doesNotExist();
    }

    @Test
    void a_damaged_record_is_logged_and_replaced_by_the_next_saves() throws IOException {
        byte[] torn = before.clone();
        torn[newestAt() + 20] ^= 1;
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.eventsource.impl.cursor");
        logger.addHandler(handler);
        try {
            assertThat(loaded(torn)).isEqualTo("second");
            assertThat(logged)
                    .containsExactly(
                            "WARNING one of two records in the cursor file is damaged, as after a power failure; the last"
                                    + " message may be handled again: " + path);
            logged.clear();
            try (FileCursors store = new FileCursors(directory)) {
                store.save("orders", "fourth");
            }
            logged.clear();
            assertThat(loaded(Files.readAllBytes(path))).isEqualTo("fourth");
            assertThat(logged).isEmpty();
        } finally {
            logger.removeHandler(handler);
        }
    }

    /** Changes of any size at any place, and what remains goes on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void random_damage_leaves_an_id_that_was_saved_or_is_an_error(long seed) throws IOException {
        Random random = new Random(seed);
        int damaged = 0;
        for (int round = 0; round < 200; round++) {
            byte[] content = random.nextInt(4) == 0 ? before.clone() : after.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                content = change(content, random);
            }
            Files.write(path, content);
            try (FileCursors store = new FileCursors(directory)) {
                assertThat(store.load("orders")).isPresent().get().isIn("first", "second", "third");
                store.save("orders", "next");
                assertThat(store.load("orders")).contains("next");
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(DAMAGED);
                damaged++;
            }
        }
        assertThat(damaged).isBetween(5, 195);
    }

    private static byte[] change(byte[] content, Random random) {
        if (content.length == 0) {
            return content;
        }
        int from =
                random.nextInt(2) == 0 ? random.nextInt(content.length) : random.nextInt(Math.min(content.length, 64));
        int length = Math.min(content.length - from, 1 + random.nextInt(64));
        byte[] changed = content.clone();
        switch (random.nextInt(5)) {
            case 0 -> changed[from] ^= (byte) (1 + random.nextInt(255));
            case 1 -> Arrays.fill(changed, from, from + length, (byte) 0);
            case 2 -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, changed, from, length);
            }
            case 3 -> System.arraycopy(content, random.nextInt(content.length - length + 1), changed, from, length);
            default -> changed = Arrays.copyOf(content, from);
        }
        return changed;
    }
}
