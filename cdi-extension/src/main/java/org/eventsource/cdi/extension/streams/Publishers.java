package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.streams.SelectedFeed.Selection;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.pull.Feed;
import org.eventsource.impl.pull.WaitingMessages;
import org.eventsource.impl.transport.ApplicationExecutor;

/**
 * Creates the publishers that are injected. A subscriber of a shared stream is like a handle of it: its messages wait
 * for it, up to a limit, and the connection does not. If a stream is not shared, each subscriber has a connection.
 */
final class Publishers {

    private final StreamFactory factory;
    private final Pulls pulls;
    private final Executor begun;

    /** @param begun runs tasks when the application has begun to run */
    Publishers(StreamFactory factory, Pulls pulls, Executor begun) {
        this.factory = factory;
        this.pulls = pulls;
        this.begun = begun;
    }

    /**
     * Returns a publisher of a shared stream.
     *
     * @param handles creates a handle of the stream
     * @param stream decodes payloads; empty: the stream is not declared, and has no payloads
     * @param type the class of the items
     */
    Flow.Publisher<?> shared(
            PublisherDeclaration publisher,
            StreamSettings settings,
            Function<Listeners, StreamHandle> handles,
            Optional<SharedStream> stream,
            Class<?> type) {
        return publisher(
                caller -> pulls.add(new HandleFeed(
                        publisher.eventType(),
                        handles,
                        begun,
                        new WaitingMessages(settings.name(), caller::callLater))),
                factory.applicationExecutor(settings),
                selection(publisher, stream.map(SharedStream::payloads), type, stream),
                closes(settings));
    }

    private static boolean closes(StreamSettings settings) {
        return settings.find(Setting.ON_FAILURE).filter(OnFailure.CLOSE::equals).isPresent();
    }

    /** Returns a publisher of a stream that is not shared. The server waits for each subscriber. */
    Flow.Publisher<?> unshared(
            PublisherDeclaration publisher, StreamSettings settings, Optional<SharedStream> stream, Class<?> type) {
        return publisher(
                caller -> pulls.ofApplication(
                                factory.published(settings, pulls.newGate()).sources())
                        .feed(caller),
                factory.applicationExecutor(settings),
                ofType(
                        publisher.eventType(),
                        selection(publisher, stream.map(SharedStream::payloads), type, Optional.empty())),
                closes(settings));
    }

    /** Returns a publisher of the messages that the application fires for its own stream. */
    Flow.Publisher<?> fired(
            PublisherDeclaration publisher, FiredMessages fired, SubscriberPayloads payloads, Class<?> type) {
        String name = StreamName.of(publisher.key());
        return publisher(
                caller -> pulls.add(fired.feed(publisher.eventType(), new WaitingMessages(name, caller::callLater))),
                factory.applicationExecutor(),
                selection(publisher, Optional.of(payloads), type, Optional.empty()),
                false);
    }

    private static <T> Flow.Publisher<T> publisher(
            Function<Feed.Caller, Feed<MessageEvent>> messages,
            ApplicationExecutor executor,
            Selection<T> selection,
            boolean closeOnFailure) {
        return Feed.publisher(
                caller -> new SelectedFeed<>(messages.apply(caller), selection, closeOnFailure), executor);
    }

    private static <T> Selection<T> ofType(Optional<String> eventType, Selection<T> selection) {
        return (message, failed) -> eventType.isEmpty() || eventType.get().equals(message.type())
                ? selection.select(message, failed)
                : Optional.empty();
    }

    /** @param shared is closed for good if data cannot be decoded and on-failure is close */
    private static Selection<?> selection(
            PublisherDeclaration publisher,
            Optional<SubscriberPayloads> payloads,
            Class<?> type,
            Optional<SharedStream> shared) {
        if (publisher.payload().isEmpty()) {
            return (message, failed) -> Optional.of(message.withTarget(null));
        }
        return decoded(publisher, payloads.orElseThrow(), type, shared);
    }

    private static <T> Selection<T> decoded(
            PublisherDeclaration publisher, SubscriberPayloads payloads, Class<T> type, Optional<SharedStream> shared) {
        return (message, failed) -> payloads.decode(publisher, type, message, cause -> {
            shared.ifPresent(stream -> stream.undecodable(cause));
            failed.accept(cause);
        });
    }
}
