/** Makes {@code SseEventSource.target} return the source of this library. */
module org.eventsource.rest {
    requires transitive jakarta.ws.rs;
    requires org.eventsource.impl;
    requires static org.jspecify;

    exports org.eventsource.rest;

    provides jakarta.ws.rs.sse.SseEventSource.Builder with
            org.eventsource.rest.RegisteredBuilder;
}
