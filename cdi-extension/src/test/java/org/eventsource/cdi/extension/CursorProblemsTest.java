package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cursor.CursorStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of cursors, and observers, with which messages could be lost. They fail the deployment. */
class CursorProblemsTest {

    private final Map<String, String> settings = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @ApplicationScoped
    static class Orders {
        void on(@Observes @Stream("orders") MessageEvent message) {}
    }

    @Dependent
    static class Files {
        @Produces
        @Singleton
        @Stream("orders")
        static CursorStore store() {
            return CursorStore.file(directory);
        }
    }

    @BeforeEach
    void setUp() {
        with("orders.url", "http://127.0.0.1:1/orders");
    }

    private CursorProblemsTest with(String name, String value) {
        settings.put("eventsource." + name, value);
        return this;
    }

    private void start(Class<?>... classes) {
        Application.Builder builder = Application.of(classes);
        settings.forEach(builder::with);
        builder.start().close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatStart(Class<?>... classes) {
        return assertThatThrownBy(() -> start(classes));
    }

    @Test
    void a_file_takes_no_part_in_a_transaction() {
        with("orders.cursor", "file").with("orders.cursor-directory", directory.toString());
        with("orders.transaction", "required");
        assertThatStart(Orders.class, Ledger.class, Ledger.OfLedger.class)
                .hasStackTraceContaining("stream \"orders\": transaction: set to required, but the cursor is in a file,"
                        + " which takes part in no transaction");
    }

    @Test
    void a_bean_that_is_a_file_takes_no_part_in_a_transaction() {
        with("orders.transaction", "required");
        assertThatStart(Orders.class, Files.class, Transacting.class)
                .hasStackTraceContaining("the cursor is in a file");
    }

    /** Transactions of a container. */
    @Singleton
    static class Transacting implements org.eventsource.spi.Transactions {
        @Override
        public boolean areAvailable() {
            return true;
        }

        @Override
        public void begin(java.time.Duration timeout) {}

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    }

    @Test
    void a_file_without_a_transaction_is_accepted() {
        with("orders.cursor", "file").with("orders.cursor-directory", directory.toString());
        start(Orders.class, Ledger.class, Ledger.OfLedger.class);
    }
}
