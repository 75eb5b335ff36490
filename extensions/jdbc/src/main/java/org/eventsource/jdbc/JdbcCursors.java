package org.eventsource.jdbc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.Transactions;

/** The value {@code jdbc} of the setting {@code cursor}. */
@ApplicationScoped
class JdbcCursors implements CursorKind {

    @Inject
    @Any
    @SuppressWarnings("NullAway.Init") // by the container
    Instance<DataSource> dataSources;

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    Instance<Transactions> transactions;

    /** A build does not remove a bean that has an observer. */
    void keep(@Observes Startup startup) {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public CursorStore create(Settings settings) {
        JdbcCursorStore store = JdbcCursorStore.of(new DataSources(dataSources).find(settings.setting("data-source")))
                .withTable(settings.setting("cursor-table").orElse(CursorTable.DEFAULT_NAME))
                .withSource(settings.url());
        return settings.inTransaction() ? store.withTransactions(transactions.get()) : store;
    }
}
