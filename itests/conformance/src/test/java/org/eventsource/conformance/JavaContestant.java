package org.eventsource.conformance;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.TransportKind;

/** Ours, over one of its transports; over Jakarta REST with a client of its own, or with one that it is given. */
record JavaContestant(String name, TransportKind transport, boolean isGiven) implements Contestant {

    /** The shortest that we allow: most cases come to their end by a reconnection. */
    private static final Duration RECONNECTION_TIME = Duration.ofMillis(100);

    private static final String GIVEN = " given";

    /**
     * Over the client of that name: {@code jdk}, or the Jakarta REST client that is on the class path, by
     * {@code EventSource.Builder.client} where {@code given} follows.
     */
    static JavaContestant over(String client) {
        return new JavaContestant(
                client.replace(GIVEN, ""),
                client.equals("jdk") ? TransportKind.JDK : TransportKind.REST,
                client.endsWith(GIVEN));
    }

    @Override
    public String title() {
        return name + (isGiven ? GIVEN : "") + ", Java " + Runtime.version().feature();
    }

    /** The decisions of this project, in the words of a test. The list in the code must agree. */
    private boolean sendsHeadersInUtf8() {
        return name.startsWith("jersey") && System.getProperty("file.encoding").equalsIgnoreCase("UTF-8");
    }

    /** {@code jersey-3.1} is also {@code jersey}, {@code rest}, and either on virtual or on platform threads. */
    @Override
    public Set<String> traits() {
        Set<String> traits = new HashSet<>(List.of("java", name, name.split("-", -1)[0]));
        if (transport == TransportKind.REST) {
            String threads = Runtime.version().feature() >= 24 ? "on virtual threads" : "on platform threads";
            String client = name.split("-", -1)[0];
            traits.addAll(List.of("rest", "rest " + threads, client + " " + threads));
            if (isGiven) {
                traits.add(client + GIVEN + " " + threads);
            }
        }
        if (sendsHeadersInUtf8()) {
            traits.add("exact-headers");
        }
        return traits;
    }

    @Override
    public Source open(Case play, Stage stage, Witness witness) {
        ClientActions actions = play.actions();
        EventSource.Builder builder = EventSource.builder(stage.url())
                .transport(transport)
                .reconnectionTime(RECONNECTION_TIME)
                .onOpen(event -> witness.handle("open"))
                .onMessage(event -> witness.handle("message"))
                .onError(event -> witness.handle("error"));
        actions.settings().applyTo(builder);
        Runnable closeClient = isGiven ? give(builder) : () -> {};
        Set<String> types = new LinkedHashSet<>(List.of("open", "message", "error"));
        types.addAll(actions.listens());
        for (String type : types) {
            builder.addEventListener(type, Event.class, thrower(actions, witness));
            builder.addEventListener(type, Event.class, event -> hear(event, stage, actions, witness));
        }
        EventSource source = builder.open();
        return new Source() {
            @Override
            public String readyState() {
                return source.readyState().name();
            }

            @Override
            public void closeSource() {
                source.close();
            }

            @Override
            public void close() {
                source.close();
                closeClient.run();
            }
        };
    }

    private static Runnable give(EventSource.Builder builder) {
        Client client = ClientBuilder.newClient();
        builder.client(client);
        return client::close;
    }

    private static EventListener<Event> thrower(ClientActions actions, Witness witness) {
        return event -> {
            if (witness.heard().size() + 1 == actions.throwIn()) {
                throw new IllegalStateException("thrown by the case");
            }
        };
    }

    private static void hear(Event event, Stage stage, ClientActions actions, Witness witness) {
        EventSource source = event.target().orElseThrow();
        int count = witness.hear(line(event, stage, source.readyState().name()));
        if (count == actions.closeIn()) {
            source.close();
            witness.closed();
        }
    }

    private static EventLine line(Event event, Stage stage, String readyState) {
        if (event instanceof MessageEvent message) {
            return EventLine.message(
                    message.type(), message.data(), message.lastEventId(), stage.nameOf(message.origin()), readyState);
        }
        if (event instanceof ErrorEvent error) {
            return EventLine.error(
                    error.readyState().name().equals(readyState) ? readyState : error.readyState() + "/" + readyState,
                    detail(error));
        }
        return event instanceof OpenEvent ? EventLine.open(readyState) : new EventLine(event.toString(), "");
    }

    private static String detail(ErrorEvent error) {
        String status = error.status().isPresent() ? error.status().getAsInt() + " " : "";
        String delay = error.reconnectIn().map(time -> "in " + time + " ").orElse("");
        String cause = error.cause()
                .map(thrown -> thrown.getClass().getSimpleName() + " ")
                .orElse("");
        return status + delay + cause;
    }
}
