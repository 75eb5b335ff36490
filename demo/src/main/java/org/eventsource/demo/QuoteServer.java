package org.eventsource.demo;

import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/** Serves the market's quotes, at a port of its own on 127.0.0.1, which it also has after a stop. */
final class QuoteServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Market market;
    private final Faults faults;
    private final int port;
    private final Timer clock = new Timer("market", true);
    private @Nullable HttpServer http;

    private QuoteServer(Market market, Faults faults) throws IOException {
        this.market = market;
        this.faults = faults;
        HttpServer first = listen(0);
        this.http = first;
        this.port = portOf(first);
    }

    static QuoteServer start(Market market, Faults faults) throws IOException {
        return new QuoteServer(market, faults);
    }

    /** From now on there is a quote that often, also while the server is stopped. */
    void publishEvery(Duration pace) {
        var publish = new TimerTask() {
            @Override
            public void run() {
                market.publish();
            }
        };
        clock.scheduleAtFixedRate(publish, 0, pace.toMillis());
    }

    URI quotes() {
        return UriBuilder.fromResource(QuotesResource.class)
                .scheme("http")
                .host(HOST)
                .port(port)
                .build();
    }

    /** Ends each connection between two quotes. */
    void breakConnections() {
        market.dismiss(Market.Subscriber::cut);
    }

    /** Sends garbage on each connection, and ends it in the middle of a quote. */
    void sendGarbage() {
        market.dismiss(Market.Subscriber::garble);
    }

    /** Ends each connection, and answers the next request of each client with 503. */
    void refuseOnce() {
        faults.refuseOnce();
        breakConnections();
    }

    /** From now on nobody listens at the port. */
    synchronized void stop() {
        if (http != null) {
            http.shutdownNow();
            http = null;
        }
    }

    /** Listens at the port again. */
    synchronized void startAgain() throws IOException {
        if (http == null) {
            http = listen(port);
        }
    }

    synchronized boolean isRunning() {
        return http != null;
    }

    @Override
    public void close() {
        clock.cancel();
        stop();
    }

    private HttpServer listen(int wanted) throws IOException {
        var application = new ResourceConfig()
                .register(new QuotesResource(market, faults))
                .register(new QuotesResponse());
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://" + HOST + ":" + wanted + "/"), application, false);
        server.start();
        return server;
    }

    private static int portOf(HttpServer server) {
        return server.getListeners().iterator().next().getPort();
    }
}
