/** Metrics and spans of streams, by the OpenTelemetry API. */
@SuppressWarnings("requires-automatic") // the jars of OpenTelemetry have no module descriptor
module org.eventsource.telemetry {
    requires org.eventsource.api;
    requires io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires jakarta.annotation;
    requires jakarta.cdi;
    requires jakarta.inject;
    requires static org.jspecify;

    // The container creates the beans and their proxies by reflection.
    opens org.eventsource.telemetry;
}
