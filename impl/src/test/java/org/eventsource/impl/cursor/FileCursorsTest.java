package org.eventsource.impl.cursor;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileCursorsTest {

    private static final String IN_USE = "another process, or another store of this process, uses the cursor file";

    @TempDir
    private Path temporary;

    private Path directory;
    private FileCursors store;

    @BeforeEach
    void create() {
        directory = temporary.resolve("a").resolve("cursors");
        store = new FileCursors(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private String nextLoad(String cursor) throws IOException {
        store.close();
        try (FileCursors next = new FileCursors(directory)) {
            return next.load(cursor).orElseThrow();
        }
    }

    @Test
    void the_API_creates_it() throws Exception {
        try (FileCursors created = (FileCursors) CursorStore.file(directory)) {
            created.save("orders", "1");
        }

        assertThat(nextLoad("orders")).isEqualTo("1");
    }

    @Test
    void a_cursor_that_was_never_saved_is_empty() throws IOException {
        assertThat(store.load("orders")).isEmpty();
        assertThat(store.load("orders")).isEmpty();
        store.close();
        assertThat(store.load("orders")).isEmpty();
    }

    @Test
    void the_last_id_counts() throws IOException {
        for (int id = 1; id <= 5; id++) {
            store.save("orders", "id " + id);

            assertThat(store.load("orders")).contains("id " + id);
            assertThat(nextLoad("orders")).isEqualTo("id " + id);
        }
    }

    @Test
    void a_reset_sets_any_id() throws Exception {
        store.save("orders", "9");
        store.reset("orders", "1");

        assertThat(nextLoad("orders")).isEqualTo("1");
    }

    static Stream<String> ids() {
        return Stream.of(
                " ",
                "a\u00e9\u20ac\ud83d\ude00",
                "\ud83d",
                "\ude00\ud83d",
                "\u0001\uffff\ufeff",
                "\u20ac".repeat(1_000),
                "\ud83d\ude00".repeat(500));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_id_is_restored_exactly(String id) throws IOException {
        store.save("orders", id);

        assertThat(nextLoad("orders")).isEqualTo(id);
    }

    @Test
    void ids_and_names_have_a_length() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.save("orders", ""))
                .withMessage("the id has 0 characters, allowed are 1 to 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> store.save("orders", "x".repeat(1_001)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.load(""))
                .withMessage("the name of the cursor has 0 characters, allowed are 1 to 255");
        assertThatIllegalArgumentException().isThrownBy(() -> store.load("x".repeat(256)));
    }

    /** Names that some file system forbids, or takes for one. */
    private static List<String> names() {
        return List.of(
                "orders",
                "Orders",
                "a",
                "A",
                ".",
                "..",
                "../a",
                "a/b",
                "a\\b",
                "a.",
                "a ",
                "a.lock",
                "con",
                "%0041",
                "a\u0000b",
                "\u00e9",
                "e\u0301",
                "\ud83d",
                "x".repeat(255),
                "x".repeat(254) + "y",
                "\u20ac".repeat(255),
                "\u20ac".repeat(254) + "y",
                "https://example.org/a?b=c");
    }

    @Test
    void each_name_has_a_file_of_its_own_on_every_file_system() throws IOException {
        for (String name : names()) {
            store.save(name, "id of " + name);
        }

        for (String name : names()) {
            assertThat(nextLoad(name)).isEqualTo("id of " + name);
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> files =
                    entries.map(entry -> entry.getFileName().toString()).toList();
            assertThat(files)
                    .hasSize(2 * names().size())
                    .allMatch(file -> file.matches("cursor-[a-z0-9_%+-]+(\\.lock)?"))
                    .allMatch(file -> file.length() <= 143);
            assertThat(files.stream().map(file -> file.toLowerCase(Locale.ROOT)))
                    .doesNotHaveDuplicates();
        }
        assertThat(temporary).isDirectoryContaining("glob:**/a");
    }

    @Test
    void only_the_owner_may_read_and_write() throws IOException {
        store.save("orders", "1");

        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(directory.getParent())).isEqualTo(fromString("rwx------"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------")));
        }
    }

    @Test
    void a_directory_that_exists_remains_as_it_is() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, fromString("rwxr-x---"));
        store.save("orders", "1");

        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(fromString("rwxr-x---"));
    }

    @Test
    void a_directory_that_cannot_be_created_is_an_error_until_it_can() throws IOException {
        Files.createFile(directory.getParent());

        assertThatThrownBy(() -> store.load("orders")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.save("orders", "1")).isInstanceOf(IOException.class);

        Files.delete(directory.getParent());
        store.save("orders", "1");
        assertThat(nextLoad("orders")).isEqualTo("1");
    }

    @Test
    void a_second_store_in_this_process_may_not_use_a_file() throws IOException {
        store.save("orders", "1");
        try (FileCursors second = new FileCursors(directory.resolve(".."))) {
            FileCursors sameDirectory = new FileCursors(directory);
            assertThatThrownBy(() -> sameDirectory.load("orders"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(IN_USE)
                    .hasMessageContaining(directory.resolve("cursor-orders").toString());
            assertThatThrownBy(() -> sameDirectory.save("orders", "2")).hasMessageContaining(IN_USE);
            sameDirectory.save("others", "3");
            second.save("orders", "4");

            store.release("orders");
            assertThat(sameDirectory.load("orders")).contains("1");
            assertThatThrownBy(() -> store.load("orders")).hasMessageContaining(IN_USE);
            sameDirectory.close();
        }
        assertThat(store.load("orders")).contains("1");
    }

    @Test
    void a_store_that_is_garbage_uses_no_file() throws IOException {
        WeakReference<FileCursors> dropped = new WeakReference<>(new FileCursors(directory));
        dropped.get().save("orders", "1");
        await().atMost(Patience.LIMIT).ignoreExceptions().untilAsserted(() -> {
            System.gc();
            assertThat(store.load("orders")).contains("1");
        });
    }

    @Test
    void a_process_that_was_killed_uses_no_file() throws Exception {
        try (ForkedJvm child = start()) {
            child.awaitLine("saved");

            assertThatThrownBy(() -> store.load("orders"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(IN_USE);
            child.signal("KILL");
            child.awaitLine("the process has ended");
        }
        assertThat(store.load("orders")).contains("of the child");
    }

    @Test
    void another_process_is_locked_out_also_after_a_second_store_has_tried() throws Exception {
        store.save("orders", "1");
        assertThatThrownBy(() -> new FileCursors(directory).load("orders")).hasMessageContaining(IN_USE);
        try (ForkedJvm child = start()) {
            child.awaitLine(IN_USE);
        }
        store.save("orders", "2");
        assertThat(nextLoad("orders")).isEqualTo("2");
    }

    @Test
    void an_id_whose_save_failed_is_saved_before_it_is_loaded() throws Exception {
        try (ForkedJvm child = ForkedJvm.start(Full.class, List.of(), directory.toString())) {
            assertThat(child.awaitLine("limited"))
                    .isEqualTo("limited, save failed, load failed, then Optional[2], Optional[3]");
        }
        assertThat(store.load("orders")).contains("3");
    }

    /** For a time it cannot write, as on a disk that is full. */
    static final class Full {

        private Full() {}

        public static void main(String[] arguments) throws Exception {
            FileCursors store = new FileCursors(Path.of(arguments[0]));
            store.save("orders", "1");
            limitFiles("0");
            String result = "limited"
                    + failed("save", () -> {
                        store.save("orders", "2");
                        return "";
                    })
                    + failed("load", () -> store.load("orders"));
            limitFiles("unlimited");
            result += ", then " + store.load("orders");
            store.save("orders", "3");
            System.out.println(result + ", " + store.load("orders"));
        }

        private static String failed(String what, Callable<?> call) throws Exception {
            try {
                return ", " + what + " returned " + call.call();
            } catch (IOException e) {
                return ", " + what + " failed";
            }
        }

        private static void limitFiles(String size) throws Exception {
            String process = String.valueOf(ProcessHandle.current().pid());
            int code = new ProcessBuilder("prlimit", "--pid", process, "--fsize=" + size + ":")
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("prlimit ended with " + code);
            }
        }
    }

    private ForkedJvm start() throws IOException {
        return ForkedJvm.start(Child.class, List.of(), directory.toString());
    }

    /** Saves an id, and lives on. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            FileCursors store = new FileCursors(Path.of(arguments[0]));
            try {
                store.save("orders", "of the child");
                System.out.println("saved");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            System.in.read();
        }
    }

    @Test
    void an_interrupted_thread_saves_and_loads() throws IOException {
        Thread.currentThread().interrupt();
        store.save("orders", "1");
        assertThat(store.load("orders")).contains("1");
        store.save("orders", "2");

        assertThat(Thread.interrupted()).isTrue();
        store.save("orders", "3");
        assertThat(nextLoad("orders")).isEqualTo("3");
    }

    @Test
    void a_closed_store_opens_a_file_again() throws IOException {
        store.save("orders", "1");
        store.release("orders");
        store.release("unknown");
        store.save("orders", "2");
        store.close();
        store.close();
        store.save("orders", "3");

        assertThat(nextLoad("orders")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void cursors_are_moved_by_many_threads(int cursors) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> last = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String name = "cursor " + thread % cursors;
                Random random = new Random(thread);
                Callable<String> moves = () -> {
                    String id = "";
                    for (int move = 0; move < 50; move++) {
                        id = "x".repeat(1 + random.nextInt(1_000));
                        store.save(name, id);
                        assertThat(store.load(name)).isPresent();
                    }
                    return name + id;
                };
                last.add(threads.submit(moves));
            }
            List<String> saved = new ArrayList<>();
            for (Future<String> moved : last) {
                saved.add(moved.get());
            }
            for (int cursor = 0; cursor < cursors; cursor++) {
                assertThat(saved).contains("cursor " + cursor + nextLoad("cursor " + cursor));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
