module rest {
    requires jakarta.ws.rs;
    requires org.eventsource.api;
}
