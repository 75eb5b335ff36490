package org.eventsource.impl.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.cursor.CursorStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A save that fails may have been made, and another process may have moved the cursor since. */
class CursorSaveTest {

    /** A row with a version, as in a table. */
    private static final class Row implements CursorStore {

        private final List<String> saved = new ArrayList<>();
        private String id = "0";
        private int version;
        private int known;
        private boolean failsBefore;
        private Exception failure = new Exception("not saved");
        private boolean failsAfter;

        void moveByAnother(String newId) {
            id = newId;
            version++;
        }

        @Override
        public Optional<String> load(String stream) {
            known = version;
            return Optional.of(id);
        }

        @Override
        public void save(String stream, String lastEventId) throws Exception {
            if (failsBefore) {
                failsBefore = false;
                throw failure;
            }
            if (known != version) {
                throw new CursorConflictException("it is at " + id);
            }
            moveByAnother(lastEventId);
            saved.add(lastEventId);
            if (failsAfter) {
                failsAfter = false;
                throw new Exception("saved, but not answered");
            }
            known = version;
        }
    }

    private final Row row = new Row();
    private final System.Logger logger = System.getLogger(CursorSaveTest.class.getName());
    private final Cursor cursor = new Cursor(new CursorUse(row, "orders"), "orders", id -> true, () -> 0, logger);

    @BeforeEach
    void load() throws Exception {
        cursor.load();
    }

    private void saveFails(String id) {
        assertThatThrownBy(() -> cursor.save(id)).isInstanceOf(CursorException.class);
    }

    private void saveConflicts(String id, String message) {
        assertThatThrownBy(() -> cursor.save(id))
                .isInstanceOf(CursorConflictException.class)
                .hasMessage(message);
    }

    @Test
    void is_repeated_if_it_was_not_made() throws Exception {
        row.failsBefore = true;
        saveFails("1");
        cursor.save("1");
        assertThat(row.saved).containsExactly("1");
        assertThat(cursor.last()).contains("1");
    }

    @Test
    void is_not_repeated_if_it_was_made() throws Exception {
        row.failsAfter = true;
        saveFails("1");
        cursor.save("1");
        assertThat(row.saved).containsExactly("1");
    }

    @Test
    void is_followed_by_another_one_if_it_was_made() throws Exception {
        row.failsAfter = true;
        saveFails("1");
        cursor.save("2");
        assertThat(row.saved).containsExactly("1", "2");
    }

    @Test
    void does_not_overwrite_what_another_process_has_saved() {
        row.failsBefore = true;
        saveFails("1");
        row.moveByAnother("5");
        saveConflicts("1", "the cursor \"orders\" was moved by another process: the store has 5");
        saveConflicts("1", "the cursor \"orders\" was moved by another process: the store has 5");
        assertThat(row.saved).isEmpty();
    }

    @Test
    void was_not_made_by_this_process_if_it_was_rolled_back() {
        row.failsBefore = true;
        saveFails("5");
        cursor.rolledBack();
        row.moveByAnother("5");
        saveConflicts("1", "the cursor \"orders\" was moved by another process: the store has 5");
        assertThat(row.saved).isEmpty();
    }

    @Test
    void follows_a_load_as_usual() throws Exception {
        row.failsBefore = true;
        saveFails("1");
        row.moveByAnother("5");
        cursor.load();
        cursor.save("6");
        assertThat(row.saved).containsExactly("6");
    }

    /** An exception of a store that fails to build its message must not end the source. */
    @Test
    void fails_with_the_class_of_an_exception_without_a_message() {
        row.failure = new Exception() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        row.failsBefore = true;
        assertThatThrownBy(() -> cursor.save("1"))
                .isInstanceOf(CursorException.class)
                .hasMessageStartingWith("the cursor \"orders\" cannot be saved: ")
                .satisfies(
                        failure -> assertThat(failure.getCause() == row.failure).isTrue());
    }
}
