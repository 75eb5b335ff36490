package org.eventsource.itests.operators.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Observes the streams of the tests, so that they are open as long as the application runs. */
@ApplicationScoped
public class ObservedStreams {

    void drill(@Observes @Stream("drill") MessageEvent message) {}

    void ready(@Observes @Stream("ready") MessageEvent message) {}

    void refused(@Observes @Stream("refused") MessageEvent message) {}

    void gone(@Observes @Stream("gone") MessageEvent message) {}
}
