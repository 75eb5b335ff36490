package org.eventsource.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses the tape: the demo knows what is in its own stream, and nothing of another. */
@ApplicationScoped
class Tapes {

    @Produces
    @ApplicationScoped
    Tape tape() {
        boolean another = Options.of(System.getProperties()).url().isPresent();
        return another ? new EventTape(Terminal.screen()) : new QuoteTape(Terminal.screen());
    }
}
