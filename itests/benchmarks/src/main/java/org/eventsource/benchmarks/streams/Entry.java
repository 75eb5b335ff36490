package org.eventsource.benchmarks.streams;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.eventsource.TransportKind;

/** Who takes part, by the name that the tables have, and with the Jakarta REST client that it needs, if any. */
public enum Entry {
    JDK("ours, jdk", Rest.NONE, () -> new Ours(TransportKind.JDK)),
    REST_RESTEASY("ours, rest over RESTEasy", Rest.RESTEASY, () -> new Ours(TransportKind.REST)),
    REST_JERSEY("ours, rest over Jersey", Rest.JERSEY, () -> new Ours(TransportKind.REST)),
    JDK_STREAM("ours, jdk, EventStream", Rest.NONE, () -> OursTaken.IN_A_LOOP),
    JDK_PUBLISHER("ours, jdk, publisher", Rest.NONE, () -> OursTaken.BY_A_SUBSCRIBER),
    OBSERVER("ours, jdk, observer", Rest.NONE, () -> new Observed(Optional.empty())),
    OBSERVER_TELEMETRY(
            "ours, jdk, observer, telemetry", Rest.NONE, () -> new Observed(Optional.of(Sampler.alwaysOn()))),
    OBSERVER_SAMPLED(
            "ours, jdk, observer, telemetry with 1 % of the spans",
            Rest.NONE, () -> new Observed(Optional.of(Sampler.traceIdRatioBased(0.01)))),
    OKHTTP_SSE("okhttp-sse", Rest.NONE, () -> new OkHttpSse()),
    OKHTTP_EVENTSOURCE("okhttp-eventsource", Rest.NONE, () -> new OkHttpEventSource()),
    CXF("CXF", Rest.CXF, () -> new RestSse()),
    WEBCLIENT("Spring WebClient", Rest.NONE, () -> new SpringWebClient()),
    RESTEASY("RESTEasy", Rest.RESTEASY, () -> new RestSse()),
    JERSEY("Jersey", Rest.JERSEY, () -> new RestSse()),
    SOCKET("limit: socket", Rest.NONE, () -> new RawSocket()),
    RESTEASY_STREAM("limit: InputStream of RESTEasy", Rest.RESTEASY, () -> new RestStream()),
    JERSEY_STREAM("limit: InputStream of Jersey", Rest.JERSEY, () -> new RestStream()),
    HTTP_CLIENT("limit: java.net.http", Rest.NONE, () -> HttpClientStream.inItsThread()),
    HTTP_CLIENT_HANDED_OVER("limit: java.net.http, handed over", Rest.NONE, () -> HttpClientStream.handedOver());

    /** Jakarta REST takes the implementation that it finds on the class path, so that there may be one only. */
    private enum Rest {
        NONE("none"),
        JERSEY("org.glassfish.jersey."),
        RESTEASY("org.jboss.resteasy."),
        CXF("org.apache.cxf.");

        private final String group;

        Rest(String group) {
            this.group = group;
        }
    }

    private final String label;
    private final Rest rest;
    /** Lambdas, as method references would load classes that the process in charge does not have. */
    @SuppressWarnings("ImmutableEnumChecker") // constructors
    private final Supplier<Contestant> factory;

    Entry(String label, Rest rest, Supplier<Contestant> factory) {
        this.label = label;
        this.rest = rest;
        this.factory = factory;
    }

    String label() {
        return label;
    }

    /** Whether it is neither ours nor a limit. */
    boolean isPeer() {
        return !label.startsWith("ours") && !label.startsWith("limit");
    }

    /** In the process that is measured. */
    Contestant make() {
        return factory.get();
    }

    /** Whether a jar, named with its group first, may be on its class path. */
    boolean admits(String jar) {
        return Arrays.stream(Rest.values()).noneMatch(other -> other != rest && jar.startsWith(other.group));
    }
}
