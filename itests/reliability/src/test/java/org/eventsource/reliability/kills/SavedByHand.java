package org.eventsource.reliability.kills;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.background.BackgroundEventHandler;
import com.launchdarkly.eventsource.background.BackgroundEventSource;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What applications do without a cursor: another client, whose last id is stored by hand before or after the handler.
 */
public final class SavedByHand {

    private static final Path DIRECTORY = Path.of(System.getProperty("kills.directory", "."));
    private static final Path CURSOR = DIRECTORY.resolve("by-hand");
    private static final URI URL = URI.create(System.getProperty("eventsource.orders.url", "http://localhost/"));
    private static final long DELAY_MILLIS = 100;

    private final Progress progress;
    private final FileEffects effects;
    private final boolean savesFirst;

    private SavedByHand(boolean savesFirst) throws IOException {
        this.progress = new Progress(DIRECTORY.resolve("progress"));
        this.effects = new FileEffects(DIRECTORY.resolve("effects"));
        this.savesFirst = savesFirst;
    }

    /** @param arguments {@code jersey} or {@code okhttp}, and {@code before} or {@code after}, in one word */
    public static void main(String[] arguments) throws Exception {
        SavedByHand application = new SavedByHand(arguments[0].endsWith("before"));
        application.progress.awaitTurn();
        if (arguments[0].startsWith("jersey")) {
            application.withJersey();
        } else {
            application.withOkHttp();
        }
    }

    private void withJersey() throws Exception {
        ClientRequestFilter resume = request -> {
            if (!request.getHeaders().containsKey("Last-Event-ID")) {
                load().ifPresent(id -> request.getHeaders().putSingle("Last-Event-ID", id));
            }
        };
        Client client = ClientBuilder.newClient().register(resume);
        try (SseEventSource source = SseEventSource.target(client.target(URL))
                .reconnectingEvery(DELAY_MILLIS, TimeUnit.MILLISECONDS)
                .build()) {
            source.register(event -> handle(event.getId()));
            source.open();
            new CountDownLatch(1).await();
        }
    }

    private void withOkHttp() throws Exception {
        EventSource.Builder builder =
                new EventSource.Builder(ConnectStrategy.http(URL)).retryDelay(DELAY_MILLIS, TimeUnit.MILLISECONDS);
        load().ifPresent(builder::lastEventId);
        try (BackgroundEventSource source = new BackgroundEventSource.Builder(new Handler(), builder).build()) {
            source.start();
            new CountDownLatch(1).await();
        }
    }

    private final class Handler implements BackgroundEventHandler {

        @Override
        public void onOpen() {
            // Nothing to do.
        }

        @Override
        public void onClosed() {
            // Nothing to do.
        }

        @Override
        public void onMessage(String event, MessageEvent message) {
            handle(message.getLastEventId());
        }

        @Override
        public void onComment(String comment) {
            // Nothing to do.
        }

        @Override
        public void onError(Throwable failure) {
            progress.at(Place.RECONNECTING);
        }
    }

    private void handle(String id) {
        int number = Integer.parseInt(id);
        progress.handling(number);
        try {
            if (savesFirst) {
                save(id);
                effects.handle(number);
            } else {
                effects.handle(number);
                save(id);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.handled();
        progress.at(Place.ELSEWHERE);
    }

    private static Optional<String> load() throws IOException {
        return Files.exists(CURSOR) ? Optional.of(Files.readString(CURSOR)) : Optional.empty();
    }

    private static void save(String id) throws IOException {
        Path next = CURSOR.resolveSibling("by-hand-next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(ByteBuffer.wrap(id.getBytes(UTF_8)));
            file.force(true);
        }
        Files.move(next, CURSOR, StandardCopyOption.ATOMIC_MOVE);
    }
}
