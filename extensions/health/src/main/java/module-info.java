/** Shows the state of streams in MicroProfile Health. */
@SuppressWarnings("requires-automatic") // the jars of MicroProfile have no module descriptor
module org.eventsource.health {
    requires org.eventsource.api;
    requires jakarta.cdi;
    requires jakarta.inject;
    requires microprofile.health.api;
    requires static org.jspecify;

    // The container creates the bean and its proxy by reflection.
    opens org.eventsource.health;
}
