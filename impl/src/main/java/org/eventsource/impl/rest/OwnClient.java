package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is made when needed, and made anew after it was given up. */
final class OwnClient implements ClientLease {

    private final Supplier<Client> factory;
    private @Nullable Client current;

    OwnClient(Supplier<Client> factory) {
        this.factory = () -> ResponseHead.prepare(factory.get());
        this.current = this.factory.get();
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
        Client client = current;
        if (client == null) {
            client = factory.get();
            current = client;
        }
        return client;
    }

    @Override
    public synchronized Runnable abandonment() {
        Client used = client();
        return () -> abandon(used);
    }

    @Override
    public void abandon() {
        Client client;
        synchronized (this) {
            client = current;
        }
        if (client != null) {
            abandon(client);
        }
    }

    /** Not under the lock, as closing may block. */
    private void abandon(Client client) {
        synchronized (this) {
            if (current == client) {
                current = null;
            }
        }
        client.close();
    }
}
