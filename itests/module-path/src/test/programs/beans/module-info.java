module beans {
    requires org.eventsource.cdi;

    opens beans;
}
