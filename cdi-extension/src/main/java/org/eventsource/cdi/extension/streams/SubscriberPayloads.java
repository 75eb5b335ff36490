package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.threads.Gate;

/**
 * Decodes the data of one stream for subscribers.
 *
 * @param gate allows calls into the application
 */
record SubscriberPayloads(StreamObservers observers, Gate gate) {

    /**
     * Decodes the data of a message.
     *
     * @param type the class of the payload of the publisher
     * @param failed is called if data cannot be decoded
     * @return empty if there is nothing for the subscriber
     */
    <T> Optional<T> decode(
            PublisherDeclaration publisher, Class<T> type, MessageEvent message, Consumer<Throwable> failed) {
        PayloadType payload = publisher.payload().orElseThrow();
        String eventType = publisher.eventType().orElseThrow();
        AtomicReference<Optional<T>> decoded = new AtomicReference<>(Optional.empty());
        gate.run(() -> decoded.set(observers.decode(payload, type, eventType, message, failed)));
        return decoded.get();
    }
}
