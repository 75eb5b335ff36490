package org.eventsource.jdbc;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.ForeignText;
import org.eventsource.spi.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Stores each cursor in a row of a table. The document {@code docs/cursor-table.md} has the statement that creates the
 * table. Safe for use by many threads.
 *
 * <p>A process that saves a cursor which another process has moved since receives a {@link CursorConflictException}.
 * After any exception of {@link #save}, {@link #load} has to be called before the next save.
 *
 * <p>Each call takes a connection from the data source and closes it.
 */
public final class JdbcCursorStore implements CursorStore {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ID = 1_000;

    /** The class of SQL states for an integrity constraint, such as a key that exists. */
    private static final String CONSTRAINT = "23";

    /** The class of SQL states for a wrong statement, such as a table that does not exist. */
    private static final String WRONG_STATEMENT = "42";

    private final DataSource dataSource;
    private final CursorTable table;
    private final @Nullable String source;
    private final @Nullable Transactions transactions;

    /** The rows as this store has read or written them. */
    private final Map<String, CursorRow> rows = new ConcurrentHashMap<>();

    /** Whether the data source was seen to take part in transactions. */
    private volatile boolean isChecked;

    /** Whether it was seen to do so although its connections are in auto-commit mode. */
    private volatile boolean joinsInAutoCommit;

    private JdbcCursorStore(
            DataSource dataSource, CursorTable table, @Nullable String source, @Nullable Transactions transactions) {
        this.dataSource = dataSource;
        this.table = table;
        this.source = source;
        this.transactions = transactions;
    }

    /**
     * Returns a store that commits each change itself, in the table {@code EVENTSOURCE_CURSOR}.
     *
     * <p>If the data source takes part in transactions of a server, a thread that is in a transaction must not call the
     * store. So a loop over an {@link org.eventsource.EventStream} must not run in a transaction, as in a
     * {@code @Transactional} method. Otherwise a roll-back takes changes back, and the store does not notice it. Or the
     * server refuses the commit.
     *
     * @param dataSource its connections may be in auto-commit mode or not
     */
    public static JdbcCursorStore of(DataSource dataSource) {
        return new JdbcCursorStore(dataSource, new CursorTable(CursorTable.DEFAULT_NAME), null, null);
    }

    /**
     * Returns a store like this one with another table.
     *
     * @param name letters, digits, underscores and dots, such as {@code SCHEMA.TABLE}. Must come from a trusted source
     * @throws IllegalArgumentException if the name has other characters
     */
    public JdbcCursorStore withTable(String name) {
        return new JdbcCursorStore(dataSource, new CursorTable(name), source, transactions);
    }

    /**
     * Returns a store like this one that accepts only rows of this stream. A row of another URL is an error, so that
     * two streams do not use one cursor by mistake.
     *
     * @param url its user info, query and fragment are neither stored nor compared
     */
    public JdbcCursorStore withSource(URI url) {
        return new JdbcCursorStore(dataSource, table, SourceUrl.of(url), transactions);
    }

    /**
     * Returns a store like this one whose {@link #save} is called in a transaction. It never commits. It checks once
     * that the connections of the data source take part in the transaction. {@link #save} throws an exception if there
     * is no transaction that can be committed.
     */
    public JdbcCursorStore withTransactions(Transactions transactions) {
        return new JdbcCursorStore(dataSource, table, source, transactions);
    }

    @Override
    public Optional<String> load(String stream) throws Exception {
        check("the name of the cursor", stream, LONGEST_NAME);
        CursorRow row = find(stream);
        if (row == null) {
            insert(stream);
            row = find(stream);
        }
        if (row == null) {
            throw new SQLException(
                    "the new row of the cursor %s is absent from %s: the data source does not commit outside of transactions"
                            .formatted(ForeignText.of(stream), table));
        }
        checkSource(stream, row.source());
        checkTransactions(stream);
        rows.put(stream, row);
        // Oracle stores an empty text as null.
        return Optional.ofNullable(row.lastEventId()).filter(id -> !id.isEmpty());
    }

    @Override
    public void save(String stream, String lastEventId) throws Exception {
        check("the name of the cursor", stream, LONGEST_NAME);
        check("the id", lastEventId, LONGEST_ID);
        if (!rows.containsKey(stream)) {
            load(stream);
        }
        CursorRow row = requireNonNull(rows.get(stream));
        int updated = onConnection(connection -> {
            checkTransaction(connection);
            try (PreparedStatement statement = connection.prepareStatement(table.update())) {
                statement.setString(1, lastEventId);
                statement.setString(2, stream);
                statement.setLong(3, row.epoch());
                statement.setLong(4, row.version());
                return statement.executeUpdate();
            }
        });
        if (updated == 0) {
            throw new CursorConflictException("the cursor %s in %s was moved by another process, or set by hand"
                    .formatted(ForeignText.of(stream), table));
        }
        rows.put(stream, new CursorRow(row.source(), lastEventId, row.version() + 1, row.epoch()));
    }

    /** Sets the id, and a process that has loaded the cursor before can no longer save it. */
    @Override
    public void reset(String stream, String lastEventId) throws Exception {
        check("the id", lastEventId, LONGEST_ID);
        load(stream);
        int updated = onConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.reset())) {
                statement.setString(1, lastEventId);
                statement.setString(2, stream);
                return statement.executeUpdate();
            }
        });
        if (updated == 0) {
            throw new SQLException(
                    "the row of the cursor %s in %s was deleted".formatted(ForeignText.of(stream), table));
        }
    }

    /** A connection in auto-commit mode would commit the id alone if the transaction has ended. */
    private void checkTransaction(Connection connection) throws SQLException {
        if (transactions == null) {
            return;
        }
        if (!isActive(transactions)) {
            throw new SQLException(
                    "the cursor is saved in a transaction only, and the thread has none that can be committed");
        }
        if (!joinsInAutoCommit && connection.getAutoCommit()) {
            throw notInTransaction();
        }
    }

    private static boolean isActive(Transactions transactions) throws SQLException {
        try {
            return transactions.isActive();
        } catch (Exception e) {
            throw new SQLException("it is not known whether the thread has a transaction: " + e.getMessage(), e);
        }
    }

    private static void check(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "%s has %d characters, allowed are 1 to %d".formatted(what, text.length(), longest));
        }
    }

    /**
     * Begins a transaction, looks at a connection in it, and rolls it back. The auto-commit mode decides nothing alone:
     * the driver of PostgreSQL leaves it on in the transactions of a container, since its version 42.7.13. A change
     * that is rolled back, too, was in the transaction.
     */
    private void checkTransactions(String stream) throws Exception {
        if (transactions == null || isChecked) {
            return;
        }
        long beat = beat(stream);
        long probe = ThreadLocalRandom.current().nextLong(Long.MIN_VALUE, 0);
        boolean inAutoCommit;
        transactions.begin(Duration.ZERO);
        try (Connection connection = dataSource.getConnection()) {
            inAutoCommit = connection.getAutoCommit();
            if (inAutoCommit) {
                setBeat(connection, stream, probe);
            }
        } finally {
            transactions.rollback();
        }
        if (inAutoCommit && beat(stream) == probe) {
            onConnection(connection -> setBeat(connection, stream, beat));
            throw notInTransaction();
        }
        joinsInAutoCommit = inAutoCommit;
        isChecked = true;
    }

    private long beat(String stream) throws SQLException {
        return onConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.selectBeat())) {
                statement.setString(1, stream);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? found.getLong(1) : 0L;
                }
            }
        });
    }

    private int setBeat(Connection connection, String stream, long beat) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.updateBeat())) {
            statement.setLong(1, beat);
            statement.setString(2, stream);
            return statement.executeUpdate();
        }
    }

    private static SQLException notInTransaction() {
        return new SQLException(
                "data-source: its connections are in auto-commit mode in a transaction; use a data source"
                        + " that takes part in transactions, or set transaction = none");
    }

    private void checkSource(String stream, @Nullable String found) {
        if (source != null && found != null && !found.equals(source)) {
            throw new IllegalStateException("the cursor %s in %s is of %s, not of %s; set another cursor-name"
                    .formatted(ForeignText.of(stream), table, ForeignText.of(found), ForeignText.of(source)));
        }
    }

    private @Nullable CursorRow find(String stream) throws SQLException {
        try {
            return onConnection(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(table.select())) {
                    statement.setString(1, stream);
                    try (ResultSet found = statement.executeQuery()) {
                        return found.next()
                                ? new CursorRow(
                                        found.getString(1), found.getString(2), found.getLong(3), found.getLong(4))
                                : null;
                    }
                }
            });
        } catch (SQLException e) {
            if (hasState(e, WRONG_STATEMENT)) {
                throw new SQLException(
                        "the table %s cannot be read; docs/cursor-table.md has the statement that creates it: %s"
                                .formatted(table, e.getMessage()),
                        e.getSQLState(),
                        e);
            }
            throw e;
        }
    }

    /** Inserts a row without an id. Does nothing if another process was faster. */
    private void insert(String stream) throws SQLException {
        try {
            onConnection(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
                    statement.setString(1, stream);
                    statement.setString(2, source);
                    return statement.executeUpdate();
                }
            });
        } catch (SQLException e) {
            if (!(e instanceof SQLIntegrityConstraintViolationException) && !hasState(e, CONSTRAINT)) {
                throw e;
            }
        }
    }

    private static boolean hasState(SQLException failure, String stateClass) {
        String state = failure.getSQLState();
        return state != null && state.startsWith(stateClass);
    }

    /** One statement. */
    private interface Work<T extends @Nullable Object> {

        T on(Connection connection) throws SQLException;
    }

    private <T extends @Nullable Object> T onConnection(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (transactions != null || connection.getAutoCommit()) {
                return work.on(connection);
            }
            return committed(connection, work);
        }
    }

    private static <T extends @Nullable Object> T committed(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException rollback) {
                e.addSuppressed(rollback);
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "JdbcCursorStore[" + table + "]";
    }
}
