package org.eventsource.cdi.extension;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

@ApplicationScoped
class FirstObserver {

    void on(@Observes @Stream("prices") MessageEvent message) {
        System.out.println(message.data());
    }
}
