package org.eventsource.itests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.itests.server.orders.Orders;
import org.eventsource.itests.support.ForkedJvm;
import org.jboss.shrinkwrap.api.asset.StringAsset;

/** An H2 database in a process of its own. It has the table of cursors, and it outlives each application. */
final class Database implements AutoCloseable {

    /** Payara and GlassFish need a password that is not empty. */
    private static final String USER = "shop";

    private final ForkedJvm process;
    private final String url;

    private Database(ForkedJvm process, String url) {
        this.process = process;
        this.url = url;
    }

    static Database start(Path directory) throws IOException, InterruptedException, SQLException {
        ForkedJvm process = ForkedJvm.start(
                org.h2.tools.Server.class,
                List.of("-Dh2.bindAddress=127.0.0.1"),
                "-tcp",
                "-tcpPort",
                "0",
                "-ifNotExists",
                "-baseDir",
                directory.toString());
        String port = process.awaitLine("TCP server running at").replaceAll(".*:(\\d+).*", "$1");
        Database database =
                new Database(process, "jdbc:h2:tcp://127.0.0.1:" + port + "/./orders;WRITE_DELAY=0;LOCK_TIMEOUT=20000");
        database.execute("CREATE TABLE EVENTSOURCE_CURSOR (STREAM VARCHAR(255) NOT NULL PRIMARY KEY,"
                + " SOURCE VARCHAR(1000), LAST_EVENT_ID VARCHAR(1000), VERSION BIGINT NOT NULL,"
                + " EPOCH BIGINT NOT NULL, BEAT BIGINT NOT NULL, OWNER VARCHAR(255))");
        return database;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the numbers in the first column. */
    List<Integer> column(String select) throws SQLException {
        List<Integer> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            while (found.next()) {
                values.add(found.getInt(1));
            }
        }
        return values;
    }

    /** Returns the last id that the cursors of all streams have. */
    List<Integer> cursors() throws SQLException {
        return column("SELECT LAST_EVENT_ID FROM EVENTSOURCE_CURSOR");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, USER);
    }

    /** Returns a {@code web.xml} that defines the data source of an application. */
    StringAsset dataSource() {
        return new StringAsset("""
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <data-source>
                    <name>%s</name>
                    <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                    <url>%s</url>
                    <user>%s</user>
                    <password>%s</password>
                  </data-source>
                </web-app>
                """.formatted(Orders.DATA_SOURCE, url, USER, USER));
    }

    @Override
    public void close() {
        process.close();
    }
}
