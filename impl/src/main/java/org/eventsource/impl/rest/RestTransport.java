package org.eventsource.impl.rest;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;

/** Exchanges over a Jakarta REST client, each read by a thread of its own. */
public final class RestTransport implements Transport {

    private final ClientLease client;
    private final Readers readers;
    private final Executor executor;

    /** With an executor that closes clients, as those may block. */
    public RestTransport(ClientLease client, Readers readers, Executor executor) {
        this.client = client;
        this.readers = readers;
        this.executor = executor;
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        RestExchange exchange = new RestExchange(client, readers, executor, request, handler);
        exchange.start();
        return exchange;
    }

    @Override
    public boolean sendsExactly(String lastEventId) {
        return HeaderSyntax.isVisibleAscii(lastEventId)
                || (HeaderSyntax.isText(lastEventId) && Utf8Headers.areSentBy(client.configuration()));
    }
}
