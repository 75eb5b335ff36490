package org.eventsource.benchmarks.streams;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.telemetry.StreamTelemetry;

/**
 * A stream that an observer of CDI receives.
 *
 * @param sampler which spans of {@code eventsource-telemetry} are recorded. Without one the application has no
 *     telemetry.
 */
record Observed(Optional<Sampler> sampler) implements Contestant {

    private static final String URL = "eventsource.measured.url";

    /** The listener of the stream that is open. One is open at a time. */
    private static volatile StreamListener listener = data -> {};

    private static volatile Sampler spans = Sampler.alwaysOff();

    @Override
    @SuppressWarnings("unchecked") // an array of classes that CDI's method makes
    public AutoCloseable open(URI url, StreamListener opened) {
        listener = opened;
        System.setProperty(URL, url.toString());
        SeContainerInitializer application = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(Observer.class);
        if (sampler.isPresent()) {
            spans = sampler.get();
            application.addBeanClasses(StreamTelemetry.class, Sdk.class);
        }
        SeContainer container = application.initialize();
        return container;
    }

    /** The observer. */
    @ApplicationScoped
    static class Observer {

        void on(@Observes @Stream("measured") MessageEvent message) {
            listener.onData(message.data());
        }
    }

    /** Records all metrics. What is exported is dropped. */
    @ApplicationScoped
    static class Sdk {

        @Produces
        @Singleton
        OpenTelemetry sdk() {
            return OpenTelemetrySdk.builder()
                    .setMeterProvider(SdkMeterProvider.builder().build())
                    .setTracerProvider(SdkTracerProvider.builder()
                            .setSampler(spans)
                            .addSpanProcessor(
                                    BatchSpanProcessor.builder(new Dropping()).build())
                            .build())
                    .build();
        }
    }

    private static final class Dropping implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
