package org.eventsource.compare.clients;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;
import org.eventsource.TransportKind;
import org.eventsource.compare.server.Scenario;

/** Who takes part. */
public enum Contestant {
    OURS("this library", "none", () -> new Ours(TransportKind.JDK)),
    OURS_OVER_JERSEY("this library, over Jersey", "/org/glassfish/jersey/", () -> new Ours(TransportKind.REST)),
    JERSEY("Jersey", "/org/glassfish/jersey/", () -> new RestPeer(Map.of())),
    RESTEASY("RESTEasy", "/org/jboss/resteasy/", () -> new RestPeer(Map.of())),
    CXF("CXF", "/org/apache/cxf/", () -> new RestPeer(Map.of())),
    CXF_OVER_URL_CONNECTION(
            "CXF, over HttpURLConnection", CXF.group, () -> new RestPeer(RestPeer.CXF_OVER_URL_CONNECTION)),
    OKHTTP("okhttp-eventsource", "/com/launchdarkly/", () -> new OkHttpEventSource()),
    SPRING("Spring WebClient", "/org/springframework/", () -> new SpringWebClient(false)),
    SPRING_WITH_ID("Spring WebClient, id saved by the application", SPRING.group, () -> new SpringWebClient(true));

    private final String title;
    private final String group;
    /** Lambdas, as method references would load classes that a process does not have. */
    @SuppressWarnings("ImmutableEnumChecker") // constructors
    private final Supplier<Peer> factory;

    Contestant(String title, String group, Supplier<Peer> factory) {
        this.title = title;
        this.group = group;
        this.factory = factory;
    }

    /** Returns the name in tables. */
    public String title() {
        return title;
    }

    /**
     * Returns whether a failure in a scenario counts. It does not if no standard demands that this client passes the
     * scenario, and its documents offer no setting for it. A client that passes nevertheless has passed.
     *
     * <ul>
     *   <li>The silent connection, for the implementations of Jakarta REST. All have one setting, {@code readTimeout},
     *       whose javadoc is about a response that does not begin. It is set for all. In some it acts within a
     *       response, too.
     *   <li>The throwing listener, for Spring's client. It has a sequence and no listener, and an exception ends a
     *       sequence: <a
     *       href="https://projectreactor.io/docs/core/release/reference/coreFeatures/error-handling.html">Reactor
     *       reference, "Handling Errors"</a>.
     * </ul>
     */
    public boolean isAccountableFor(Scenario scenario) {
        return switch (scenario) {
            case SILENT ->
                !EnumSet.of(JERSEY, RESTEASY, CXF, CXF_OVER_URL_CONNECTION).contains(this);
            case LISTENER -> !EnumSet.of(SPRING, SPRING_WITH_ID).contains(this);
            default -> true;
        };
    }

    /**
     * Returns whether the client sends {@code Last-Event-ID}, by itself or by code of its application. The README has
     * only clients that do. {@code WebClient} is a client of HTTP: without the id it fails five scenarios for that
     * reason alone, as its other row shows.
     */
    public boolean resumes() {
        return this != SPRING;
    }

    /** Creates the client, in its own process. */
    Peer create() {
        return factory.get();
    }

    /**
     * Returns whether a file may be on the class path of this client. Files of other clients may not: Jakarta REST
     * takes the implementation that it finds.
     *
     * @param path with slashes, as in a Maven repository
     */
    public boolean admits(String path) {
        return Arrays.stream(values()).noneMatch(other -> !other.group.equals(group) && path.contains(other.group));
    }
}
