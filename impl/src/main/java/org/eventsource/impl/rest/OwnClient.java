package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that is made when needed, and made anew after it was retired. It is closed when its last exchange is over:
 * some clients begin their requests anew, or leave connections behind, when they are closed under them.
 */
final class OwnClient implements ClientLease {

    private final Supplier<Client> factory;
    private final AtomicReference<@Nullable Made> current;
    private volatile boolean ended;

    OwnClient(Supplier<Client> factory) {
        this.factory = factory;
        this.current = new AtomicReference<>(make());
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
        return hasSmallPool() ? new OwnClient(factory) : new LentClient(this);
    }

    /** RESTEasy Reactive's have 50 connections, and no method that changes it: the streams beyond would wait. */
    private boolean hasSmallPool() {
        return configuration().getClass().getName().startsWith("org.jboss.resteasy.reactive.");
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
        return new Made(client, client.getConfiguration());
    }

    /** Under no lock: an exchange may be making its client, which is closed when it is over. */
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

        /** Of an open client: a closed one tells none. */
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
            return SharedClient.target(client, uri).request();
        }

        /** Under no lock: another exchange may be making its client. */
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
