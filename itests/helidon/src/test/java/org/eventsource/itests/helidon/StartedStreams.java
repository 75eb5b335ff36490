package org.eventsource.itests.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.Stream;

/** Whether the application's server was there when its streams opened. */
@ApplicationScoped
public class StartedStreams {

    private final CompletableFuture<Boolean> observed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> listened = new CompletableFuture<>();

    @Inject
    @Stream("eager")
    EventSource eager;

    CompletableFuture<Boolean> observed() {
        return observed;
    }

    CompletableFuture<Boolean> listened() {
        return listened;
    }

    void opened(@Observes @Stream("spared") OpenEvent open) {
        observed.complete(isServerThere());
    }

    /** Before the server starts. */
    void listen(@Observes @Initialized(ApplicationScoped.class) Object scope) {
        eager.onOpen(open -> listened.complete(isServerThere()));
    }

    private static boolean isServerThere() {
        URI uri = Helidon.APPLICATION.uri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
