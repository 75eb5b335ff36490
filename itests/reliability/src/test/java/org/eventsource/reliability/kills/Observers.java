package org.eventsource.reliability.kills;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.Stream;

/** They have an effect for each message, and fail at some. */
@ApplicationScoped
class Observers {

    private final Sabotage sabotage = Sabotage.current();

    /** Whether the next message is the first of its connection. */
    private volatile boolean isFirst;

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    Progress progress;

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    Trouble trouble;

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    Effects effects;

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    Before before;

    /** What a wrong library does before an observer. */
    @FunctionalInterface
    interface Before {

        void handle(int number) throws Exception;
    }

    void on(@Observes @Stream("orders") MessageEvent message) throws Exception {
        boolean isDropped = isFirst && sabotage == Sabotage.DROP_FIRST;
        isFirst = false;
        int number = number(message);
        progress.handling(number);
        if (isDropped) {
            return;
        }
        before.handle(number);
        trouble.beforeEffect(number);
        trouble.always(number);
        effects.handle(number);
        trouble.afterEffect(number);
    }

    void dead(@Observes @Stream("orders") DeadLetterEvent letter) throws Exception {
        int number = number(letter.message());
        progress.handling(number);
        trouble.letter(number);
        effects.bury(number);
    }

    void open(@Observes @Stream("orders") OpenEvent open) {
        isFirst = true;
    }

    void lost(@Observes @Stream("orders") ErrorEvent error) {
        progress.at(Place.RECONNECTING);
    }

    private static int number(MessageEvent message) {
        int number = Integer.parseInt(message.lastEventId());
        if (!message.data().equals(message.lastEventId())) {
            throw new IllegalStateException("data " + message.data() + " with id " + number);
        }
        return number;
    }
}
