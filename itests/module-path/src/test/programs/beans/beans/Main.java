package beans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamExtension;

/** Prints the first payload. */
public final class Main {

    private static final CompletableFuture<Object> HEARD = new CompletableFuture<>();

    private Main() {}

    public record Price(int value) {}

    @ApplicationScoped
    public static class Prices {
        @Inject
        EventSources sources;

        void on(@Observes @Stream("prices") @EventType("tick") Price price) {
            HEARD.complete(sources.streams().size() + " " + price);
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("eventsource.prices.url", arguments[0]);
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(Prices.class)
                .initialize()) {
            System.out.println(HEARD.get(10, TimeUnit.SECONDS));
        }
        System.exit(0);
    }
}
