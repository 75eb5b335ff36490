package org.eventsource.demo;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The running application: the container, and the server of the stream if it is our own. */
final class Application implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(450);

    private final @Nullable QuoteServer server;
    private final SeContainer container;
    private boolean closed;

    private Application(@Nullable QuoteServer server, SeContainer container) {
        this.server = server;
        this.container = container;
    }

    /** Serves quotes and listens to them. */
    static Application ofOwnStream(Screen screen) throws IOException {
        QuoteServer server = QuoteServer.start(new Market());
        try {
            URI quotes = server.quotes();
            screen.say("This application serves a stream of quotes at " + quotes + " and listens to it.");
            screen.say("Every few quotes the stream breaks, and no quote gets lost. Ctrl-C ends.");
            screen.say("");
            SeContainer container = listenTo(quotes.toString());
            server.publishEvery(PACE);
            return new Application(server, container);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Listens to a stream of someone else. */
    static Application of(String url, Screen screen) {
        screen.say("Listening to " + Options.shown(url) + ". Ctrl-C ends.");
        screen.say("");
        // A container that is just starting is patient; here a user waits for the message that the address is wrong.
        System.setProperty("eventsource.startup-grace", "PT0S");
        return new Application(null, listenTo(url));
    }

    private static SeContainer listenTo(String url) {
        System.setProperty("eventsource.quotes.url", url);
        return SeContainerInitializer.newInstance()
                .setClassLoader(Application.class.getClassLoader())
                // Ours ends the server, too, and in the right order.
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .initialize();
    }

    void awaitEnd(Duration limit) throws InterruptedException {
        container.select(QuotesStates.class).get().awaitEnd(limit);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        container.close();
        if (server != null) {
            server.close();
        }
    }
}
