/** What tests of applications use. */
module org.eventsource.testing {
    requires transitive org.eventsource.api;
    requires static org.junit.jupiter.api;
    requires static org.jspecify;

    exports org.eventsource.testing;
}
