package org.eventsource.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Makes a tape a bean: the program knows what is in its own stream, and nothing of another. */
final class GivenTape implements Extension {

    private final Tape tape;

    GivenTape(Tape tape) {
        this.tape = tape;
    }

    void add(@Observes AfterBeanDiscovery discovery) {
        discovery.addBean().types(Tape.class).scope(ApplicationScoped.class).produceWith(instance -> tape);
    }
}
