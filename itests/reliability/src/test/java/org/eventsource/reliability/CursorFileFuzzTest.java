package org.eventsource.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eventsource.cursor.CursorStore;

/** Whatever happens to the bytes of a cursor's file: an id that was saved, or an error. */
public class CursorFileFuzzTest {

    private static final Set<String> SAVED = Set.of("first", "second");

    private static final Path DIRECTORY = directory();
    private static final Path FILE = DIRECTORY.resolve("cursor-orders");
    private static final byte[] WHOLE = saved();

    /** A strong reference: the log manager has only a weak one. Damage is logged thousands of times. */
    private static final Logger LOGGER = Logger.getLogger("org.eventsource.impl.cursor");

    static {
        LOGGER.setLevel(Level.OFF);
    }

    @Corpus("cursor")
    void a_file_has_an_id_that_was_saved_or_is_damaged(Path file) throws Exception {
        fuzzerTestOneInput(Files.readAllBytes(file));
    }

    /**
     * Called by the fuzzer. The first two bytes are the length of the file. Then each change has three bytes: two for a
     * position, and a value.
     */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length < 2) {
            return;
        }
        byte[] content = Arrays.copyOf(WHOLE, number(input, 0) % (WHOLE.length + 1));
        for (int change = 2; change + 2 < input.length && content.length > 0; change += 3) {
            content[number(input, change) % content.length] = input[change + 2];
        }
        Files.write(FILE, content);
        CursorStore store = CursorStore.file(DIRECTORY);
        try (AutoCloseable unused = (AutoCloseable) store) {
            Optional<String> loaded = store.load("orders");
            if (!loaded.map(SAVED::contains).orElse(false)) {
                throw new AssertionError(loaded + " was not saved");
            }
        } catch (IOException e) {
            if (!e.getMessage().contains("damaged")) {
                throw e;
            }
        }
    }

    private static int number(byte[] input, int offset) {
        return (input[offset] & 0xFF) << 8 | (input[offset + 1] & 0xFF);
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("cursors");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] saved() {
        CursorStore store = CursorStore.file(DIRECTORY);
        try (AutoCloseable unused = (AutoCloseable) store) {
            store.save("orders", "first");
            store.save("orders", "second");
            Stream.of(FILE, DIRECTORY.resolve("cursor-orders.lock"))
                    .forEach(file -> file.toFile().deleteOnExit());
            return Files.readAllBytes(FILE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
