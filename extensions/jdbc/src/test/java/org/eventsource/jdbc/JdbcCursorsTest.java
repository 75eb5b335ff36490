package org.eventsource.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.Transactions;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcCursorsTest {

    private static JdbcDataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    private static JdbcDataSource withTable(String name, String table) throws Exception {
        JdbcDataSource database = database(name);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table);
            statement.execute(TableStatements.of("H2").replace("EVENTSOURCE_CURSOR", table));
        }
        return database;
    }

    private static String idIn(JdbcDataSource database, String table) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT SOURCE, LAST_EVENT_ID FROM " + table)) {
            return found.next() ? found.getString(1) + " " + found.getString(2) : "no row";
        }
    }

    private static CursorKind kind(SeContainer container) {
        return container.select(CursorKind.class).get();
    }

    @ApplicationScoped
    static class One {

        @Produces
        DataSource only() {
            return database("one");
        }
    }

    @ApplicationScoped
    static class Other {

        @Produces
        @Named("other")
        DataSource other() {
            return database("other");
        }
    }

    @Test
    void the_only_bean_is_used() throws Exception {
        JdbcDataSource database = withTable("one", "EVENTSOURCE_CURSOR");
        try (SeContainer container = Containers.with(One.class)) {
            assertThat(kind(container).name()).isEqualTo("jdbc");
            CursorStore store = kind(container).create(TestSettings.of());
            store.load("orders");
            store.save("orders", "1");
        }
        assertThat(idIn(database, "EVENTSOURCE_CURSOR")).isEqualTo("https://example.org/orders 1");
    }

    @Test
    void another_table_is_used_if_it_is_set() throws Exception {
        JdbcDataSource database = withTable("one", "CURSORS");
        try (SeContainer container = Containers.with(One.class)) {
            kind(container)
                    .create(TestSettings.of("cursor-table", "PUBLIC.CURSORS"))
                    .save("orders", "1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind(container).create(TestSettings.of("cursor-table", "A B")))
                    .withMessage("cursor-table: the name has to match [A-Za-z_][A-Za-z0-9_.]*, as it becomes a part of"
                            + " statements");
        }
        assertThat(idIn(database, "CURSORS")).isEqualTo("https://example.org/orders 1");
    }

    @Test
    void a_bean_is_found_by_its_name() throws Exception {
        JdbcDataSource database = withTable("other", "EVENTSOURCE_CURSOR");
        try (SeContainer container = Containers.with(One.class, Other.class)) {
            kind(container).create(TestSettings.of("data-source", "other")).save("orders", "1");
        }
        assertThat(idIn(database, "EVENTSOURCE_CURSOR")).isEqualTo("https://example.org/orders 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java:app/orders", "jdbc/orders", "short"})
    void a_data_source_is_found_by_its_JNDI_name(String name) throws Exception {
        JdbcDataSource database = withTable("named", "EVENTSOURCE_CURSOR");
        Map<String, Object> names =
                Map.of("java:app/orders", database, "jdbc/orders", database, "java:comp/env/short", database);
        try (SeContainer container = Containers.with(One.class);
                TestNames unused = TestNames.of(names)) {
            kind(container).create(TestSettings.of("data-source", name)).save("orders", "1");
        }
        assertThat(idIn(database, "EVENTSOURCE_CURSOR")).isEqualTo("https://example.org/orders 1");
    }

    @Test
    void what_is_no_data_source_is_an_error() {
        try (SeContainer container = Containers.with(One.class);
                TestNames unused = TestNames.of(Map.of("java:app/text", "a text"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind(container).create(TestSettings.of("data-source", "java:app/text")))
                    .withMessage("data-source: a java.lang.String, and no DataSource, has the JNDI name java:app/text");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind(container).create(TestSettings.of("data-source", "java:app/absent")))
                    .withMessage("data-source: there is neither a bean nor a JNDI name java:app/absent");
        }
    }

    @Test
    void a_JDBC_URL_is_refused_and_not_shown() {
        try (SeContainer container = Containers.with(One.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            kind(container).create(TestSettings.of("data-source", "jdbc:h2:mem:one;PASSWORD=secret")))
                    .withMessage("data-source: has a JDBC URL, and needs the name of a DataSource");
        }
    }

    @Test
    void another_URL_of_a_database_is_shown_without_its_password() {
        try (SeContainer container = Containers.with(One.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind(container)
                            .create(TestSettings.of("data-source", "postgresql://app:secret@db/x?password=secret")))
                    .withMessage("data-source: there is neither a bean nor a JNDI name postgresql://db/x");
        }
    }

    @Test
    void without_a_setting_there_must_be_one_bean() {
        try (SeContainer container = Containers.with()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind(container).create(TestSettings.of()))
                    .withMessage("data-source: not set, and CDI has no bean of type DataSource; set a JNDI name");
        }
        try (SeContainer container = Containers.with(One.class, Other.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind(container).create(TestSettings.of()))
                    .withMessage(
                            "data-source: not set, and CDI has several beans of type DataSource; set the name of one");
        }
    }

    @Test
    void the_archive_is_a_bean_archive() {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            assertThat(container.select(CursorKind.class).isResolvable()).isTrue();
            assertThat(container.select(Transactions.class).isResolvable()).isTrue();
        }
    }
}
