package org.eventsource.demo;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.eventsource.cdi.EventSources;
import org.eventsource.demo.console.StreamsResource;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;

/** Serves the pages, at a port of its own on 127.0.0.1. A stop of the quotes' server does not reach it. */
final class PageServer implements AutoCloseable {

    private final HttpServer http;

    private PageServer(HttpServer http) {
        this.http = http;
    }

    /** Serves the page of the demo's own stream. */
    static PageServer ofOwnStream(QuoteServer server, PageFeed feed, CompletableFuture<EventSources> sources)
            throws IOException {
        String origin = server.quotes().resolve("/").toString();
        return start(
                new ResourceConfig()
                        .register(new PageGuard(origin.substring(0, origin.length() - 1)))
                        .register(new PageResource(server, feed))
                        .register(new PageFiles("demo.html")),
                sources);
    }

    /** Serves the page with the state of any stream. */
    static PageServer ofAnyStream(CompletableFuture<EventSources> sources) throws IOException {
        return start(new ResourceConfig().register(new PageGuard("")).register(new PageFiles("console.html")), sources);
    }

    URI address() {
        return URI.create(
                "http://127.0.0.1:" + http.getListeners().iterator().next().getPort() + "/");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** @param sources of the container, which starts after this server */
    private static PageServer start(ResourceConfig application, CompletableFuture<EventSources> sources)
            throws IOException {
        application.register(StreamsResource.class).register(new AbstractBinder() {
            @Override
            protected void configure() {
                bindFactory(sources::join).to(EventSources.class);
            }
        });
        HttpServer http =
                GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), application, false);
        http.start();
        return new PageServer(http);
    }
}
