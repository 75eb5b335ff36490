package org.eventsource.demo;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eventsource.cdi.EventSources;
import org.jspecify.annotations.Nullable;

/** The running application: the container, the server of the page, and the server of the stream if it is our own. */
final class Application implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(450);

    private final @Nullable QuoteServer server;
    private final PageServer page;
    private final SeContainer container;
    private boolean closed;

    private Application(@Nullable QuoteServer server, PageServer page, SeContainer container) {
        this.server = server;
        this.page = page;
        this.container = container;
    }

    /** Serves quotes and listens to them. */
    static Application ofOwnStream(Screen screen) throws IOException {
        var faults = new Faults();
        QuoteServer server = QuoteServer.start(new Market(), faults);
        try {
            URI quotes = server.quotes();
            var feed = new PageFeed(quotes, watched -> {
                faults.byThemselves(!watched);
                screen.notice(
                        Instant.now(),
                        Ink.FAINT,
                        watched
                                ? "a page is open: its buttons break the stream"
                                : "no page is open: the stream breaks by itself again");
            });
            var sources = new CompletableFuture<EventSources>();
            PageServer page = PageServer.ofOwnStream(server, feed, sources);
            screen.say("This application serves a stream of quotes at " + quotes + " and listens to it.");
            screen.say("Every few quotes the stream breaks, and no quote gets lost. Ctrl-C ends.");
            screen.say("See it in a browser, and break it there: " + page.address());
            screen.say("");
            // The page is for watching, too: half a minute, as usual, is too long after its server was stopped.
            System.setProperty("eventsource.quotes.max-reconnection-time", "PT4S");
            SeContainer container = listenTo(quotes.toString(), new TwoTapes(new QuoteTape(screen), feed), page);
            sources.complete(container.select(EventSources.class).get());
            server.publishEvery(PACE);
            return new Application(server, page, container);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Listens to a stream of someone else. */
    static Application of(String url, Screen screen) throws IOException {
        var sources = new CompletableFuture<EventSources>();
        PageServer page = PageServer.ofAnyStream(sources);
        screen.say("Listening to " + Options.shown(url) + ". Ctrl-C ends.");
        screen.say("See its state in a browser: " + page.address());
        screen.say("");
        // A container that is just starting is patient; here a user waits for the message that the address is wrong.
        System.setProperty("eventsource.startup-grace", "PT0S");
        SeContainer container = listenTo(url, new EventTape(screen), page);
        sources.complete(container.select(EventSources.class).get());
        return new Application(null, page, container);
    }

    private static SeContainer listenTo(String url, Tape tape, PageServer page) {
        System.setProperty("eventsource.quotes.url", url);
        try {
            return SeContainerInitializer.newInstance()
                    .setClassLoader(Application.class.getClassLoader())
                    .addExtensions(new GivenTape(tape))
                    // Ours ends the server, too, and in the right order.
                    .addProperty("org.jboss.weld.se.shutdownHook", false)
                    .initialize();
        } catch (RuntimeException e) {
            page.close();
            throw e;
        }
    }

    URI page() {
        return page.address();
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
        page.close();
        if (server != null) {
            server.close();
        }
    }
}
