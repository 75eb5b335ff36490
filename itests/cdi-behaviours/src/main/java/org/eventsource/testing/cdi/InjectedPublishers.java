package org.eventsource.testing.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.Flow;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.jspecify.annotations.Nullable;

/** Injects publishers of streams into beans of several scopes. */
@ApplicationScoped
public class InjectedPublishers {

    @Inject
    @Stream("published")
    Flow.Publisher<MessageEvent> messages;

    @Inject
    @Stream("published")
    @EventType("tick")
    Flow.Publisher<MessageEvent> ticks;

    @Inject
    @Stream("published")
    @EventType("tick")
    Flow.Publisher<Quote> quotes;

    @Inject
    @Stream("published")
    @EventType("tick")
    Flow.Publisher<String> texts;

    @Inject
    @Stream("publishedshared")
    Instance<Flow.Publisher<MessageEvent>> shared;

    @Inject
    @Stream("fake")
    Flow.Publisher<MessageEvent> fakes;

    @Inject
    @Stream("publishedbyapplication")
    Flow.Publisher<MessageEvent> own;

    @Inject
    @Stream("publishedbyapplication")
    @EventType("tick")
    Flow.Publisher<Quote> ownQuotes;

    @Inject
    DependentBean dependent;

    @Inject
    RequestBean request;

    @Inject
    Heard heard;

    /** Makes this bean an observer: a build removes beans that are neither injected nor observers. */
    void keep(@Observes Startup startup) {}

    /** Produces publishers that replace the publishers of the library. No URL is configured for their stream. */
    @ApplicationScoped
    public static class Own {

        @Produces
        @Stream("publishedbyapplication")
        Flow.Publisher<MessageEvent> own() {
            return new Single<>(MessageEvent.of("message", "own"));
        }

        @Produces
        @Stream("publishedbyapplication")
        @EventType("tick")
        Flow.Publisher<Quote> ownQuotes() {
            return new Single<>(new Quote("O", 1));
        }
    }

    /** Publishes one item. */
    private record Single<T>(T item) implements Flow.Publisher<T> {

        @Override
        public void subscribe(Flow.Subscriber<? super T> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    subscriber.onNext(item);
                }

                @Override
                public void cancel() {}
            });
        }
    }

    void subscribe(String name) {
        publisher(name).subscribe(new Recording(name));
    }

    /** Subscribes to the publisher of a bean of a request, which ends before this method returns. */
    @ActivateRequestContext
    void subscribeInRequest(String name) {
        request.publisher().subscribe(new Recording(name));
    }

    private Flow.Publisher<?> publisher(String name) {
        return switch (name) {
            case "published ticks" -> ticks;
            case "published quotes" -> quotes;
            case "published texts" -> texts;
            case "published shared" -> shared.get();
            case "published fakes" -> fakes;
            case "published own" -> own;
            case "published own quotes" -> ownQuotes;
            case "published dependent" -> dependent.messages;
            default -> messages;
        };
    }

    /** Its publisher has the life of the bean that it is injected into. */
    @Dependent
    public static class DependentBean {

        @Inject
        @Stream("published")
        Flow.Publisher<MessageEvent> messages;
    }

    /** Its publisher has the life of a request. */
    @RequestScoped
    public static class RequestBean {

        @Inject
        @Stream("published")
        Flow.Publisher<MessageEvent> messages;

        Flow.Publisher<MessageEvent> publisher() {
            return messages;
        }
    }

    /** Records one item, and cancels. */
    private final class Recording implements Flow.Subscriber<Object> {

        private final String name;
        private Flow.@Nullable Subscription subscription;

        private Recording(String name) {
            this.name = name;
        }

        @Override
        public void onSubscribe(Flow.Subscription created) {
            subscription = created;
            created.request(1);
        }

        @Override
        public void onNext(Object item) {
            heard.add(name, item instanceof MessageEvent message ? message.data() : item);
            requireNonNull(subscription).cancel();
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(name, failure);
        }

        @Override
        public void onComplete() {
            heard.add(name, "complete");
        }
    }
}
