package plain;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;

/** Prints the data of the first message. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        CompletableFuture<String> data = new CompletableFuture<>();
        EventSource.Builder builder =
                EventSource.builder(arguments[0]).transport(TransportKind.valueOf(arguments[1]));
        builder.addEventListener("tick", event -> data.complete(((MessageEvent) event).data()));
        try (EventSource source = builder.open()) {
            System.out.println(data.get(10, TimeUnit.SECONDS));
        }
        System.exit(0);
    }
}
