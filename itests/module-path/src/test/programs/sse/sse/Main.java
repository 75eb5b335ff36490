package sse;

import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Prints whose source Jakarta REST returns, and the data of the first message. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        CompletableFuture<String> data = new CompletableFuture<>();
        try (SseEventSource source = SseEventSource.target(ClientBuilder.newClient().target(arguments[0]))
                .build()) {
            source.register(event -> data.complete(event.readData()));
            source.open();
            System.out.println(source.getClass().getPackageName() + " " + data.get(10, TimeUnit.SECONDS));
        }
        System.exit(0);
    }
}
