package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eventsource.impl.transport.Proxies;
import org.jspecify.annotations.Nullable;

/**
 * A client of our own. After it was retired, the next exchange makes another one. A client is closed when its last
 * exchange is over: some clients repeat their requests, or leave connections behind, if they are closed before.
 */
final class OwnClient implements ClientLease {

    private final Supplier<Client> factory;
    private final AtomicReference<@Nullable Made> current;
    private volatile boolean ended;

    OwnClient(Supplier<Client> factory) {
        this.factory = factory;
        this.current = new AtomicReference<>(make());
    }

    static OwnClient forOne(URI url) {
        return new OwnClient(() -> builder(url).build());
    }

    static OwnClient forMany(URI url) {
        return new OwnClient(() -> {
            ClientBuilder builder = builder(url);
            ClientQuirks.removeConnectionLimit(builder);
            return builder.build();
        });
    }

    private static ClientBuilder builder(URI url) {
        ClientBuilder builder = ClientBuilder.newBuilder();
        ClientQuirks.sendOnce(builder);
        Proxies.ofTheJvm().http(url).ifPresent(proxy -> ClientQuirks.useProxy(builder, proxy));
        return builder;
    }

    @Override
    public ExchangeClient forExchange() {
        Made made = current();
        made.begin();
        return made;
    }

    @Override
    public Configuration configuration() {
        return current().configuration;
    }

    @Override
    public ClientLease lent() {
        return ClientQuirks.hasSmallPool(configuration()) ? new OwnClient(factory) : new LentClient(this);
    }

    private synchronized Made current() {
        Made made = current.get();
        if (made == null) {
            made = make();
            current.set(made);
        }
        return made;
    }

    private Made make() {
        Client client = ResponseHead.prepare(factory.get());
        ClientQuirks.configureConnections(client);
        return new Made(client, client.getConfiguration());
    }

    /** Takes no lock: an exchange may be making a client, which is then closed when that exchange is over. */
    @Override
    public void end() {
        ended = true;
        Made last = current.get();
        if (last != null) {
            last.closeUnused();
        }
    }

    private final class Made implements ExchangeClient {

        private final Client client;

        /** Read while the client is open. A closed client throws instead of returning it. */
        private final Configuration configuration;

        private final AtomicInteger exchanges = new AtomicInteger();

        Made(Client client, Configuration configuration) {
            this.client = client;
            this.configuration = configuration;
        }

        void begin() {
            exchanges.incrementAndGet();
        }

        @Override
        public Invocation.Builder request(URI uri) {
            return ApplicationClient.target(client, uri).request();
        }

        /** Takes no lock: another exchange may be making a client. */
        @Override
        public void retire() {
            current.compareAndSet(this, null);
        }

        @Override
        public void close() {
            retire();
            client.close();
        }

        @Override
        public void over() {
            exchanges.decrementAndGet();
            if (ended || current.get() != this) {
                closeUnused();
            }
        }

        void closeUnused() {
            if (exchanges.get() == 0) {
                close();
            }
        }
    }
}
