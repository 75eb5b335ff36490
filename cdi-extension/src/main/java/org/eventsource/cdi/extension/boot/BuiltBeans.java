package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanDisposer;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.EventContext;
import java.util.Set;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamModelCodec;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.streams.StreamSources;
import org.eventsource.cdi.extension.streams.Streams;

/** Creates the beans that a build has added, when the application runs. Only the container calls these classes. */
public final class BuiltBeans {

    public static final String MODEL = "model";
    public static final String KEY = "key";
    public static final String ASYNC = "async";

    private BuiltBeans() {}

    /** Creates the streams from the model that the build has stored and from the current configuration. */
    public static final class StreamsCreator implements SyntheticBeanCreator<Streams> {

        /** Called by the container. */
        public StreamsCreator() {}

        @Override
        public Streams create(Instance<Object> lookup, Parameters parameters) {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return StreamsSetup.create(
                    StreamModelCodec.decode(parameters.get(MODEL, String[].class)),
                    observer -> Set.of(
                            PayloadClasses.load(observer.payload().orElseThrow().name(), loader)),
                    lookup.select(StreamDispatcher.class).get(),
                    new InjectedBeans(lookup));
        }
    }

    /** Stops the streams if they still run. */
    public static final class StreamsDisposer implements SyntheticBeanDisposer<Streams> {

        /** Called by the container. */
        public StreamsDisposer() {}

        @Override
        public void dispose(Streams streams, Instance<Object> lookup, Parameters parameters) {
            streams.stop();
        }
    }

    /** Creates the handle that is injected for a key. */
    public static final class HandleCreator implements SyntheticBeanCreator<EventSource> {

        /** Called by the container. */
        public HandleCreator() {}

        @Override
        public EventSource create(Instance<Object> lookup, Parameters parameters) {
            return lookup.select(Streams.class).get().handle(parameters.get(KEY, String.class));
        }
    }

    /** Closes an injected handle. */
    public static final class HandleDisposer implements SyntheticBeanDisposer<EventSource> {

        /** Called by the container. */
        public HandleDisposer() {}

        @Override
        public void dispose(EventSource handle, Instance<Object> lookup, Parameters parameters) {
            handle.close();
        }
    }

    /** Creates a publisher that is injected. */
    public static final class PublisherCreator implements SyntheticBeanCreator<Flow.Publisher<?>> {

        /** Called by the container. */
        public PublisherCreator() {}

        @Override
        public Flow.Publisher<?> create(Instance<Object> lookup, Parameters parameters) {
            StreamModel model = StreamModelCodec.decode(parameters.get(MODEL, String[].class));
            PublisherDeclaration publisher = model.publishers().get(0);
            Class<?> type = publisher
                    .payload()
                    .<Class<?>>map(payload -> PayloadClasses.load(
                            payload.name(), Thread.currentThread().getContextClassLoader()))
                    .orElse(MessageEvent.class);
            return lookup.select(Streams.class).get().publisher(publisher, type);
        }
    }

    /** Passes events that the application fires for its own streams to the observers of payloads and to subscribers. */
    public static final class Relay implements SyntheticObserver<MessageEvent> {

        /** Called by the container. */
        public Relay() {}

        @Override
        public void observe(EventContext<MessageEvent> fired, Parameters parameters) {
            CDI.current()
                    .select(Streams.class)
                    .get()
                    .relay(
                            parameters.get(KEY, String.class),
                            fired.getEvent(),
                            fired.getMetadata().getQualifiers(),
                            parameters.get(ASYNC, Boolean.class));
        }
    }

    /** Creates the {@link EventSources} bean. */
    public static final class SourcesCreator implements SyntheticBeanCreator<EventSources> {

        /** Called by the container. */
        public SourcesCreator() {}

        @Override
        public EventSources create(Instance<Object> lookup, Parameters parameters) {
            return new StreamSources(
                    lookup.select(Streams.class).get(),
                    lookup.select(StreamDispatcher.class).get());
        }
    }
}
