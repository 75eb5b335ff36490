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

/** Serves the market's quotes, at a port of its own on 127.0.0.1. */
final class QuoteServer implements AutoCloseable {

    private final HttpServer http;
    private final Market market;
    private final Timer clock = new Timer("market", true);

    private QuoteServer(HttpServer http, Market market) {
        this.http = http;
        this.market = market;
    }

    static QuoteServer start(Market market) throws IOException {
        HttpServer http = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), new ResourceConfig().register(new QuotesResource(market)), false);
        http.start();
        return new QuoteServer(http, market);
    }

    /** From now on there is a quote that often. */
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
        int port = http.getListeners().iterator().next().getPort();
        return UriBuilder.fromResource(QuotesResource.class)
                .scheme("http")
                .host("127.0.0.1")
                .port(port)
                .build();
    }

    @Override
    public void close() {
        clock.cancel();
        http.shutdownNow();
    }
}
