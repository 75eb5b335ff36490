package org.eventsource.reliability.kills;

import java.sql.SQLException;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** The databases of a JDBC URL. */
final class Databases {

    private static final String H2 = "jdbc:h2:";

    private Databases() {}

    /** Connections of their own. */
    static DataSource plain(String url) {
        if (url.startsWith(H2)) {
            return h2(url);
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        return database;
    }

    /** Connections for transactions. */
    static XADataSource forTransactions(String url) throws SQLException {
        if (url.startsWith(H2)) {
            return h2(url);
        }
        PGXADataSource database = new PGXADataSource();
        database.setUrl(url);
        return database;
    }

    private static JdbcDataSource h2(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        database.setUser("sa");
        database.setPassword("");
        return database;
    }
}
