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
 * Calls the application's beans and observers for streams. It is a bean, because the container activates a request
 * context only for calls of beans.
 */
@ApplicationScoped
public class StreamDispatcher {

    private final Event<Object> events;
    private final Instance<RequestCustomizer> customizers;
    private final Instance<EventSource> sources;
    private final @Nullable FoundBeans found;
    private final ProvidedSources provided = new ProvidedSources();

    /** Called by the container. */
    @Inject
    public StreamDispatcher(
            @Any Event<Object> events,
            @Any Instance<RequestCustomizer> customizers,
            @Any Instance<EventSource> sources,
            Instance<FoundBeans> found) {
        this.events = events;
        this.customizers = customizers;
        this.sources = sources;
        // In a container without portable extensions this bean does not exist, and there are no enterprise archives.
        this.found = found.isResolvable() ? found.get() : null;
    }

    /** Called for the container's proxy, whose fields are not used. */
    @SuppressWarnings("NullAway")
    public StreamDispatcher() {
        this.events = null;
        this.customizers = null;
        this.sources = null;
        this.found = null;
    }

    /**
     * Returns an object that fires events of a type with these qualifiers. A selection is expensive, so callers store
     * the result.
     */
    public <T> Event<T> select(Class<T> type, Annotation... qualifiers) {
        return events.select(type, qualifiers);
    }

    /** Returns the source that the application's bean provides for a stream. */
    public EventSource provided(String key) {
        Stream.Literal stream = Stream.Literal.of(key);
        if (found != null) {
            return found.source(stream, provided);
        }
        Instance.Handle<EventSource> handle = sources.select(stream).getHandle();
        return provided.register(handle.get(), handle.getBean(), handle::destroy);
    }

    @PreDestroy
    void end() {
        provided.close();
    }

    /** Runs an action in a request context. A new context is created only if there is none. */
    @ActivateRequestContext
    public void inRequestContext(Runnable action) {
        action.run();
    }

    /**
     * Calls the application's customizers for a request: first the customizers of all streams, then the customizers of
     * this stream.
     */
    @ActivateRequestContext
    public void customize(RequestCustomizer.Request request) throws Exception {
        callCustomizers(Default.Literal.INSTANCE, request);
        callCustomizers(Stream.Literal.of(request.key()), request);
    }

    private void callCustomizers(Annotation qualifier, RequestCustomizer.Request request) throws Exception {
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
     * Makes this bean an observer, because a build removes beans that are neither injected nor observers.
     * {@code IF_EXISTS} prevents the creation of an instance: GlassFish fires {@code Startup} in libraries before the
     * application starts.
     */
    void keep(@Observes(notifyObserver = Reception.IF_EXISTS) Startup startup) {}
}
