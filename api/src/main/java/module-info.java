/** The types that applications use. */
module org.eventsource.api {
    requires transitive java.net.http;
    requires static jakarta.cdi;
    requires static jakarta.inject;
    requires static jakarta.ws.rs;
    requires static org.jspecify;

    exports org.eventsource;
    exports org.eventsource.cdi;
    exports org.eventsource.cursor;
    exports org.eventsource.spi;

    // A container creates proxies in the package of the proxied class.
    opens org.eventsource.cdi;

    uses org.eventsource.spi.EventSourceProvider;
}
