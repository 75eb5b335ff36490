package org.eventsource.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Listens to the quotes. This is all that an application needs, beside the property {@code eventsource.quotes.url}. */
@ApplicationScoped
class QuotesListener {

    @Inject
    Tape tape;

    void on(@Observes @Stream("quotes") MessageEvent quote) {
        tape.received(quote);
    }
}
