module plain {
    requires org.eventsource.api;
}
