/** Stores cursors of event streams in a table of a database. */
module org.eventsource.jdbc {
    requires transitive org.eventsource.api;
    requires transitive java.sql;
    requires java.naming;
    requires static jakarta.cdi;
    requires static jakarta.inject;
    requires static jakarta.transaction;
    requires static org.jspecify;

    exports org.eventsource.jdbc;

    // The container creates beans and their proxies by reflection.
    opens org.eventsource.jdbc;
}
