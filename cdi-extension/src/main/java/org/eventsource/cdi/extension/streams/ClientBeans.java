package org.eventsource.cdi.extension.streams;

import jakarta.ws.rs.client.Client;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.observers.ApplicationBean;
import org.eventsource.cdi.extension.observers.ApplicationBeans;
import org.eventsource.cdi.extension.observers.OptionalTypes;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.Shown;

/**
 * The HTTP clients that the application provides as beans. A client with the qualifier of a stream carries that stream.
 */
public final class ClientBeans implements AutoCloseable {

    private final ApplicationBeans beans;

    /** The clients of streams that were used, by key. The same bean has one instance for all sources of its stream. */
    private final Map<String, Clients> found = new HashMap<>();

    public ClientBeans(ApplicationBeans beans) {
        this.beans = beans;
    }

    /** The beans for one stream. */
    private record Clients(List<ApplicationBean<HttpClient>> http, List<ApplicationBean<Client>> rest) {

        Stream<ApplicationBean<?>> all() {
            return Stream.concat(http.stream(), rest.stream());
        }
    }

    /** Stores what has beans only, because programs make many keys. */
    private synchronized Clients clients(String key) {
        Clients known = found.get(key);
        if (known != null) {
            return known;
        }
        org.eventsource.cdi.Stream qualifier = org.eventsource.cdi.Stream.Literal.of(key);
        Clients clients = new Clients(
                beans.find(HttpClient.class, qualifier),
                OptionalTypes.isPresent(OptionalTypes.REST_CLIENT) ? beans.find(Client.class, qualifier) : List.of());
        if (clients.all().findAny().isPresent()) {
            found.put(key, clients);
        }
        return clients;
    }

    /**
     * Gives the builder the client of its stream, if there is one.
     *
     * @throws IllegalArgumentException if there are several
     */
    void apply(String key, SourceBuilder builder) {
        Clients clients = clients(key);
        if (clients.all().count() > 1) {
            throw new IllegalArgumentException("%s has %d beans of an HTTP client: %s; keep one of them"
                    .formatted(
                            StreamName.of(key),
                            clients.all().count(),
                            clients.all().map(ApplicationBean::place).sorted().collect(Collectors.joining(", "))));
        }
        clients.http().forEach(bean -> builder.httpClient(bean.get()));
        clients.rest().forEach(bean -> builder.client(bean.get()));
    }

    /** Passes a problem to the consumer if a source of the builder could not be opened. */
    void check(String key, SourceBuilder builder, Consumer<String> problems) {
        try {
            apply(key, builder);
            builder.checkClients();
        } catch (IllegalArgumentException e) {
            problems.accept("%s (%s)".formatted(e.getMessage(), StreamName.of(key)));
        } catch (RuntimeException e) {
            problems.accept("the bean of the HTTP client of %s fails: %s"
                    .formatted(StreamName.of(key), Shown.message(String.valueOf(e))));
        }
    }

    /** Ends the dependent beans. The application's clients are closed by their own disposers only. */
    @Override
    public synchronized void close() {
        found.values().forEach(clients -> clients.all().forEach(ApplicationBean::close));
        found.clear();
    }
}
