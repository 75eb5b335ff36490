package org.eventsource.cdi.extension.observers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.observers.Deliveries.OfType;
import org.eventsource.cdi.extension.observers.Deliveries.PayloadDelivery;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.transport.Causes;

/** Fires the events of one stream to its observers. An event that no observer receives is not fired. */
public final class StreamObservers {

    private final Deliveries deliveries;
    private final PayloadReaders readers;
    private final ObserverCalls calls;
    private final FailureReports failures;
    private final UnseenTypes unseen;
    private final boolean skipEmpty;

    /** @param skipEmpty whether payload observers are not called for a message without data */
    public StreamObservers(
            Deliveries deliveries,
            PayloadReaders readers,
            ObserverCalls calls,
            FailureReports failures,
            UnseenTypes unseen,
            boolean skipEmpty) {
        this.deliveries = deliveries;
        this.readers = readers;
        this.calls = calls;
        this.failures = failures;
        this.unseen = unseen;
        this.skipEmpty = skipEmpty;
    }

    public boolean needsStream() {
        return deliveries.needsStream();
    }

    public void stop() {
        calls.stop();
    }

    /** Returns how many calls of asynchronous observers have not ended. */
    public int unfinished() {
        return calls.unfinished();
    }

    /** Returns whether the current thread notifies asynchronous observers of the stream. */
    public boolean areNotifiedHere() {
        return calls.areAsyncHere();
    }

    /**
     * Calls the observers for an event. The event has no target, because no listener was registered for an observer.
     *
     * @param failed is called with each exception that is thrown for a message
     */
    public void notify(Event event, Consumer<Throwable> failed) {
        Event untargeted = event.withTarget(null);
        if (untargeted instanceof MessageEvent message) {
            notify(message, failed);
        } else if (untargeted instanceof ErrorEvent error) {
            notify(deliveries.errors(), error);
        } else if (untargeted instanceof OpenEvent open) {
            notify(deliveries.opens(), open);
        }
    }

    private <E extends Event> void notify(Delivery<E> delivery, E event) {
        if (delivery.isObserved()) {
            Consumer<Throwable> logging = e -> failures.log(event, e);
            calls.inContext(delivery.sync(), () -> calls.fire(delivery, event, logging, logging));
        }
    }

    private void notify(MessageEvent message, Consumer<Throwable> failed) {
        unseen.message(message.type());
        OfType ofType = deliveries.messages(message.type());
        if (ofType.isObserved()) {
            FailureHandler handler = (phase, cause) -> {
                failures.report(message, ofType.failures(), phase, cause);
                if (phase != Phase.DECODING || !isEmpty(message)) {
                    failed.accept(DecodingFailure.shown(phase, cause));
                }
            };
            calls.inContext(ofType.hasSyncObservers(), () -> {
                fire(ofType.messages(), message, handler);
                if (!skipEmpty || !isEmpty(message)) {
                    ofType.payloads().forEach(payload -> fire(payload, message, handler));
                }
            });
        }
    }

    /** A message is handled or given up. */
    void handled(MessageEvent message) {
        unseen.message(message.type());
    }

    /** Returns whether an observer receives messages of a type. */
    boolean observes(String type) {
        return deliveries.messages(type).isObserved();
    }

    /** Runs an action in a request context if messages of this type have synchronous observers. */
    void inContext(MessageEvent message, Runnable action) {
        calls.inContext(deliveries.messages(message.type()).hasSyncObservers(), action);
    }

    /**
     * Calls the synchronous observers of a message. What they throw is in the result and was not reported.
     *
     * @param asyncFailed is called with what asynchronous observers throw later
     */
    Fired fire(MessageEvent message, Consumer<Throwable> asyncFailed) {
        OfType ofType = deliveries.messages(message.type());
        List<Fired.Failed> failures = new ArrayList<>();
        List<Consumer<Runnable>> async = new ArrayList<>();
        FailureHandler handler = (phase, cause) ->
                failures.add(new Fired.Failed(phase, cause, phase != Phase.DECODING || !isEmpty(message)));
        FailureHandler later = (phase, cause) -> {
            failures(message, ofType, phase, cause);
            asyncFailed.accept(cause);
        };
        fireSync(ofType.messages(), message, handler, later, async);
        if (!skipEmpty || !isEmpty(message)) {
            ofType.payloads().forEach(payload -> fireSync(payload, message, handler, later, async));
        }
        return new Fired(failures, async);
    }

    private <T> void fireSync(
            PayloadDelivery<T> payload,
            MessageEvent message,
            FailureHandler handler,
            FailureHandler later,
            List<Consumer<Runnable>> async) {
        read(payload.type(), payload.payload(), message, handler)
                .ifPresent(read -> fireSync(payload.delivery(), read, handler, later, async));
    }

    private <T> void fireSync(
            Delivery<T> delivery,
            T event,
            FailureHandler handler,
            FailureHandler later,
            List<Consumer<Runnable>> async) {
        calls.fireNow(delivery, event, e -> handler.handle(Phase.OBSERVER, e));
        if (delivery.async()) {
            async.add(ended -> calls.fireLater(delivery, event, e -> later.handle(Phase.ASYNC_OBSERVER, e), ended));
        }
    }

    private void failures(MessageEvent message, OfType ofType, Phase phase, Throwable cause) {
        failures.report(message, ofType.failures(), phase, cause);
    }

    /** Logs the failures at a message and fires a {@code FailedEvent} for each. */
    void report(MessageEvent message, List<Fired.Failed> failed) {
        OfType ofType = deliveries.messages(message.type());
        failed.forEach(failure -> failures(message, ofType, failure.phase(), failure.cause()));
    }

    /** Runs an action in a request context if the dead letter has synchronous observers. */
    void inContextOfLetter(DeadLetterEvent letter, Runnable action) {
        calls.inContext(
                deliveries.messages(letter.message().type()).deadLetters().sync(), action);
    }

    /** Returns whether a synchronous observer receives the dead letters of messages of a type. */
    boolean receivesLetters(String type) {
        return deliveries.messages(type).deadLetters().sync();
    }

    /** Calls the synchronous observers of a dead letter. What they throw is in the result and was not reported. */
    Fired fire(DeadLetterEvent letter) {
        Delivery<DeadLetterEvent> delivery =
                deliveries.messages(letter.message().type()).deadLetters();
        List<Fired.Failed> thrown = new ArrayList<>();
        List<Consumer<Runnable>> async = new ArrayList<>();
        calls.fireNow(delivery, letter, e -> thrown.add(new Fired.Failed(Phase.OBSERVER, e, true)));
        if (delivery.async()) {
            async.add(ended -> calls.fireLater(delivery, letter, failures::logDeadLetter, ended));
        }
        return new Fired(thrown, async);
    }

    /** Logs that an observer of a dead letter has failed. */
    void deadLetterFailed(Throwable cause) {
        failures.logDeadLetter(cause);
    }

    /** Calls the observers of a resumption. */
    void fire(ResumedEvent resumed) {
        Delivery<ResumedEvent> delivery = deliveries.resumptions();
        if (delivery.isObserved()) {
            Consumer<Throwable> logging = failures::logResumed;
            calls.inContext(delivery.sync(), () -> calls.fire(delivery, resumed, logging, logging));
        }
    }

    /**
     * Calls the observers of payloads for a message that the application fired itself. The container calls the
     * observers of messages.
     *
     * @param type the event type
     * @param async whether the message was fired to asynchronous observers or to synchronous observers
     */
    public void relay(MessageEvent message, String type, boolean async) {
        OfType ofType = deliveries.messages(type);
        List<PayloadDelivery<?>> payloads = ofType.payloads().stream()
                .<PayloadDelivery<?>>map(payload -> payload.only(async))
                .filter(payload -> payload.delivery().isObserved())
                .toList();
        if (!payloads.isEmpty() && !(skipEmpty && isEmpty(message))) {
            FailureHandler handler = (phase, cause) -> failures.report(message, ofType.failures(), phase, cause);
            calls.inContext(true, () -> payloads.forEach(payload -> fire(payload, message, handler)));
        }
    }

    /**
     * Returns whether a message has no data. Servers send such messages so that a connection stays open. They describe
     * no object, so they do not count as a failure.
     */
    private static boolean isEmpty(MessageEvent message) {
        String data = message.data().strip();
        return data.isEmpty() || data.equals("null");
    }

    /**
     * Decodes the data of a message for a subscriber. Data that cannot be decoded is reported as for an observer.
     *
     * @param eventType the event type that the subscriber receives
     * @param failed is called if data cannot be decoded, unless there is none
     * @return empty if there is nothing for the subscriber
     */
    public <T> Optional<T> decode(
            PayloadType payload, Class<T> type, String eventType, MessageEvent message, Consumer<Throwable> failed) {
        if (skipEmpty && isEmpty(message)) {
            return Optional.empty();
        }
        return read(payload, type, message, (phase, cause) -> {
            failures.report(
                    message.withTarget(null), deliveries.messages(eventType).failures(), phase, cause);
            if (!isEmpty(message)) {
                failed.accept(DecodingFailure.shown(phase, cause));
            }
        });
    }

    private <T> void fire(PayloadDelivery<T> payload, MessageEvent message, FailureHandler handler) {
        read(payload.type(), payload.payload(), message, handler)
                .ifPresent(read -> fire(payload.delivery(), read, handler));
    }

    private <T> Optional<T> read(PayloadType payload, Class<T> type, MessageEvent message, FailureHandler handler) {
        try {
            return Optional.of(type.cast(readers.read(payload, type, message.data())));
        } catch (Exception | Error e) {
            // A decoder may wrap an error in an exception.
            Causes.all(e).forEach(FatalErrors::rethrow);
            handler.handle(Phase.DECODING, e);
            return Optional.empty();
        }
    }

    private <T> void fire(Delivery<T> delivery, T event, FailureHandler handler) {
        calls.fire(
                delivery, event, e -> handler.handle(Phase.OBSERVER, e), e -> handler.handle(Phase.ASYNC_OBSERVER, e));
    }

    /** Handles a failure at the current message. */
    @FunctionalInterface
    private interface FailureHandler {
        void handle(Phase phase, Throwable cause);
    }
}
