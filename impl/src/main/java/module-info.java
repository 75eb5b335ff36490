/** The parser, the state machine and the transports. */
@SuppressWarnings("module") // the modules to which packages are exported are compiled later
module org.eventsource.impl {
    requires transitive org.eventsource.api;
    requires static jakarta.ws.rs;
    requires static org.jspecify;

    exports org.eventsource.parser;
    exports org.eventsource.impl to
            org.eventsource.cdi;
    exports org.eventsource.impl.cursor to
            org.eventsource.cdi;
    exports org.eventsource.impl.dispatch to
            org.eventsource.cdi;
    exports org.eventsource.impl.jdk to
            org.eventsource.cdi;
    exports org.eventsource.impl.pull to
            org.eventsource.cdi;
    exports org.eventsource.impl.rest to
            org.eventsource.cdi;
    exports org.eventsource.impl.source to
            org.eventsource.cdi;
    exports org.eventsource.impl.sse to
            org.eventsource.rest;
    exports org.eventsource.impl.state to
            org.eventsource.cdi;
    exports org.eventsource.impl.tls to
            org.eventsource.cdi;
    exports org.eventsource.impl.transport to
            org.eventsource.cdi;

    // For filters and interceptors: REST clients inject into them and create proxies of them.
    opens org.eventsource.impl.rest;
    opens org.eventsource.impl.sse;

    provides org.eventsource.spi.EventSourceProvider with
            org.eventsource.impl.DefaultEventSourceProvider;
}
