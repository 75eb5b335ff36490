package org.eventsource.cdi.extension.observers;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import org.eventsource.EventSource;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where streams call the application by way of the container. A bean, because only then the container gives each
 * message a request context.
 */
@ApplicationScoped
public class StreamDispatcher {

    private final Event<Object> events;
    private final Instance<RequestCustomizer> customizers;
    private final Instance<EventSource> sources;
    private final @Nullable FoundBeans found;
    private final ProvidedSources provided = new ProvidedSources();

    /** For the container. */
    @Inject
    public StreamDispatcher(
            @Any Event<Object> events,
            @Any Instance<RequestCustomizer> customizers,
            @Any Instance<EventSource> sources,
            Instance<FoundBeans> found) {
        this.events = events;
        this.customizers = customizers;
        this.sources = sources;
        // A build leaves none, and has no enterprise archives.
        this.found = found.isResolvable() ? found.get() : null;
    }

    /** For the container's proxy, which calls nothing on it. */
    @SuppressWarnings("NullAway")
    public StreamDispatcher() {
        this.events = null;
        this.customizers = null;
        this.sources = null;
        this.found = null;
    }

    /** What fires events of a type with those qualifiers; selecting costs, so keep it. */
    public <T> Event<T> select(Class<T> type, Annotation... qualifiers) {
        return events.select(type, qualifiers);
    }

    /** The bean that the application has for a stream. */
    public EventSource provided(String key) {
        Stream.Literal stream = Stream.Literal.of(key);
        if (found != null) {
            return found.source(stream, provided);
        }
        Instance.Handle<EventSource> handle = sources.select(stream).getHandle();
        return provided.keep(handle.get(), handle.getBean(), handle::destroy);
    }

    @PreDestroy
    void end() {
        provided.close();
    }

    /** Does something in a request context: a new one, unless there is one. */
    @ActivateRequestContext
    public void inRequestContext(Runnable action) {
        action.run();
    }

    /** Has the application's beans complete a request: those for every stream, then those for this one. */
    @ActivateRequestContext
    public void customize(RequestCustomizer.Request request) throws Exception {
        ask(Default.Literal.INSTANCE, request);
        ask(Stream.Literal.of(request.key()), request);
    }

    private void ask(Annotation qualifier, RequestCustomizer.Request request) throws Exception {
        if (found != null) {
            found.customize(qualifier, request);
            return;
        }
        for (Instance.Handle<RequestCustomizer> each :
                customizers.select(qualifier).handles()) {
            try {
                each.get().customize(request);
            } finally {
                if (each.getBean().getScope() == Dependent.class) {
                    each.destroy();
                }
            }
        }
    }

    /**
     * Being an observer keeps this bean where a build removes those that nobody injects. The event makes no instance:
     * GlassFish fires it in libraries before the application starts.
     */
    void keep(@Observes(notifyObserver = Reception.IF_EXISTS) Startup startup) {}
}
