package org.eventsource.jdbc;

import jakarta.enterprise.inject.Instance;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.Transactions;

/** The value {@code jdbc} of the setting {@code cursor}. */
final class JdbcCursors implements CursorKind {

    private final Instance<DataSource> dataSources;
    private final Instance<Transactions> transactions;

    JdbcCursors(Instance<DataSource> dataSources, Instance<Transactions> transactions) {
        this.dataSources = dataSources;
        this.transactions = transactions;
    }

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
