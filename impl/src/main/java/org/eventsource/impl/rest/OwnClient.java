package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is made when needed, and made anew after it was given up. */
final class OwnClient implements ClientLease {

    private final Supplier<Client> factory;
    private final AtomicReference<@Nullable Client> current;

    OwnClient(Supplier<Client> factory) {
        this.factory = () -> ResponseHead.prepare(factory.get());
        this.current = new AtomicReference<>(this.factory.get());
    }

    @Override
    public WebTarget target(URI uri) {
        return SharedClient.plainTarget(client(), uri);
    }

    @Override
    public Configuration configuration() {
        return client().getConfiguration();
    }

    private synchronized Client client() {
        Client client = current.get();
        if (client == null) {
            client = factory.get();
            current.set(client);
        }
        return client;
    }

    @Override
    public Abandonment abandonment() {
        return new Used(client());
    }

    @Override
    public void abandon() {
        Client client = current.getAndSet(null);
        if (client != null) {
            client.close();
        }
    }

    private final class Used implements Abandonment {

        private final Client client;

        Used(Client client) {
            this.client = client;
        }

        /** Under no lock: another exchange may be making its client. */
        @Override
        public void begin() {
            current.compareAndSet(client, null);
        }

        @Override
        public void finish() {
            begin();
            client.close();
        }
    }
}
