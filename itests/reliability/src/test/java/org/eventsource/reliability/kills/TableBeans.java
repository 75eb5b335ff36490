package org.eventsource.reliability.kills;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorStore;
import org.eventsource.jdbc.JdbcCursorStore;
import org.eventsource.spi.Transactions;

/** A cursor and effects in tables, in one transaction. */
@ApplicationScoped
class TableBeans {

    private static final String VERSION = "AND VERSION = ?";

    private final Sabotage sabotage = Sabotage.current();
    private final String database = System.getProperty("kills.database", "");
    private final CursorStore apart = JdbcCursorStore.of(Databases.plain(database));

    @Produces
    @Singleton
    Progress progress() throws IOException {
        return new Progress(
                Path.of(System.getProperty("kills.directory", "."), System.getProperty("kills.progress", "progress")));
    }

    @Produces
    @Singleton
    Trouble trouble() {
        return new Trouble(Boolean.getBoolean("kills.trouble"));
    }

    @Produces
    @Singleton
    DataSource dataSource(Progress progress) throws SQLException {
        return EnlistedDataSource.of(
                Databases.forTransactions(database),
                progress::awaitTurn,
                sabotage == Sabotage.IGNORE_VERSION
                        ? statement -> statement.replace(VERSION, "AND (VERSION = ? OR 1 = 1)")
                        : statement -> statement);
    }

    @Produces
    @Singleton
    Effects effects(DataSource dataSource) {
        return new TableEffects(dataSource);
    }

    @Produces
    @Dependent
    Observers.Before before() {
        return sabotage == Sabotage.SAVE_FIRST ? number -> apart.save("orders", String.valueOf(number)) : number -> {};
    }

    @Produces
    @Singleton
    Stores.Forgetful forgetful(DataSource dataSource, Transactions transactions) {
        return new Stores.Forgetful(JdbcCursorStore.of(dataSource)
                .withTransactions(transactions)
                .withSource(URI.create(System.getProperty("eventsource.orders.url", ""))));
    }

    @Produces
    @Singleton
    UserTransaction transaction(Progress progress, Trouble trouble, Instance<Stores.Forgetful> forgetful) {
        return NotedTransactions.of(progress, trouble, () -> {
            if (sabotage == Sabotage.RETRY_COMMIT) {
                forgetful.get().answerLost();
            }
        });
    }

    @Produces
    @Singleton
    @Named("sabotaged")
    CursorStore store(Stores.Forgetful forgetful) {
        return sabotage == Sabotage.SAVE_FIRST ? Stores.savedBefore(apart) : forgetful;
    }
}
