package org.eventsource.testing.cdi;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.Patience;
import org.jspecify.annotations.Nullable;

/** Injects streams in every place where injection is possible. */
@ApplicationScoped
public class InjectedSources {

    @Inject
    @Stream("field")
    EventSource field;

    @Inject
    @Stream("unshared")
    EventSource unshared;

    @Inject
    @Stream("unshared")
    EventSource otherUnshared;

    @Inject
    @Stream("instance")
    Instance<EventSource> instance;

    @Inject
    @Stream("provider")
    Provider<EventSource> provider;

    @Inject
    @Any
    Instance<EventSource> all;

    @Inject
    Instance<EventSource> unqualified;

    @Inject
    Holder produced;

    @Inject
    @Stream("fake")
    EventSource fake;

    @Inject
    @Stream("fake")
    Event<MessageEvent> fakes;

    @Inject
    Heard heard;

    @Inject
    EventSources sources;

    @Inject
    Event<Call> calls;

    private final EventSource constructor;
    private @Nullable EventSource initializer;

    @Inject
    InjectedSources(@Stream("constructor") EventSource constructor) {
        this.constructor = constructor;
    }

    /** The container's proxy needs this constructor. */
    @SuppressWarnings("NullAway")
    InjectedSources() {
        this.constructor = null;
    }

    @Inject
    void initialize(@Stream("initializer") EventSource source) {
        this.initializer = source;
    }

    /** Receives a message during the call, because the source of the parameter lives only as long as the call. */
    void parameter(@Observes Call call, @Stream("parameter") EventSource source) throws Exception {
        CompletableFuture<String> data = new CompletableFuture<>();
        source.onMessage(message -> data.complete(message.data()));
        heard.add("parameter", data.get(Patience.LIMIT.toSeconds(), SECONDS));
    }

    /** Calls the observer method {@code parameter}. */
    public void call() {
        calls.fire(new Call());
    }

    public EventSource field() {
        return field;
    }

    public EventSource unshared() {
        return unshared;
    }

    public EventSource otherUnshared() {
        return otherUnshared;
    }

    public Instance<EventSource> instance() {
        return instance;
    }

    public Provider<EventSource> provider() {
        return provider;
    }

    /** Returns the sources of all streams. */
    public Instance<EventSource> all() {
        return all;
    }

    /** Returns the sources without a qualifier. A stream has one. */
    public Instance<EventSource> unqualified() {
        return unqualified;
    }

    public EventSource produced() {
        return produced.source();
    }

    public EventSources sources() {
        return sources;
    }

    public EventSource fake() {
        return fake;
    }

    /** Returns the event with which the application fires messages for its own stream. */
    public Event<MessageEvent> fakes() {
        return fakes;
    }

    public EventSource constructor() {
        return constructor;
    }

    public EventSource initializer() {
        return requireNonNull(initializer);
    }

    /** An observer method receives this event. */
    record Call() {}

    /** A producer creates this object from a source. */
    record Holder(EventSource source) {}

    /** Produces an object that takes a source, and a source of the application. */
    @ApplicationScoped
    public static class Producers {

        private final EventSource own = (EventSource) Proxy.newProxyInstance(
                EventSource.class.getClassLoader(),
                new Class<?>[] {EventSource.class},
                (proxy, method, arguments) -> method.getName().equals("toString") ? "the application's" : null);

        @Produces
        @Dependent
        Holder holder(@Stream("producer") EventSource source) {
            return new Holder(source);
        }

        @Produces
        @Dependent
        @Stream("fake")
        EventSource fake() {
            return own;
        }
    }
}
