package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanDisposer;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.EventContext;
import java.util.Set;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.extension.model.StreamModelCodec;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.streams.StreamSources;
import org.eventsource.cdi.extension.streams.Streams;

/** Makes, at run time, the beans that were added by a build. All of it is called by the container alone. */
public final class BuiltBeans {

    public static final String MODEL = "model";
    public static final String KEY = "key";
    public static final String ASYNC = "async";

    private BuiltBeans() {}

    /** Makes the streams of what the build has found and of what is configured now. */
    public static final class StreamsCreator implements SyntheticBeanCreator<Streams> {

        /** For the container. */
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

    /** Stops the streams, if nobody has. */
    public static final class StreamsDisposer implements SyntheticBeanDisposer<Streams> {

        /** For the container. */
        public StreamsDisposer() {}

        @Override
        public void dispose(Streams streams, Instance<Object> lookup, Parameters parameters) {
            streams.stop();
        }
    }

    /** Makes what is injected for a key. */
    public static final class HandleCreator implements SyntheticBeanCreator<EventSource> {

        /** For the container. */
        public HandleCreator() {}

        @Override
        public EventSource create(Instance<Object> lookup, Parameters parameters) {
            return lookup.select(Streams.class).get().handle(parameters.get(KEY, String.class));
        }
    }

    /** Closes what was injected. */
    public static final class HandleDisposer implements SyntheticBeanDisposer<EventSource> {

        /** For the container. */
        public HandleDisposer() {}

        @Override
        public void dispose(EventSource handle, Instance<Object> lookup, Parameters parameters) {
            handle.close();
        }
    }

    /** Has what the application fires for a stream of its own reach the observers of payloads. */
    public static final class Relay implements SyntheticObserver<MessageEvent> {

        /** For the container. */
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

    /** Makes what gives streams by their keys. */
    public static final class SourcesCreator implements SyntheticBeanCreator<EventSources> {

        /** For the container. */
        public SourcesCreator() {}

        @Override
        public EventSources create(Instance<Object> lookup, Parameters parameters) {
            return new StreamSources(
                    lookup.select(Streams.class).get(),
                    lookup.select(StreamDispatcher.class).get());
        }
    }
}
