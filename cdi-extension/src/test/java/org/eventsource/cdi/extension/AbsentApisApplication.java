package org.eventsource.cdi.extension;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;

/**
 * Contains the applications that {@link AbsentApisTest} runs in a class loader of its own. Each returns what its
 * observer received, or why it did not start.
 */
public final class AbsentApisApplication {

    private AbsentApisApplication() {}

    @ApplicationScoped
    static class Messages {
        void on(@Observes @org.eventsource.cdi.Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    public static class Price {
        public int price;
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @org.eventsource.cdi.Stream("prices") @EventType("tick") Price price, Recorder recorder) {
            recorder.record(Integer.toString(price.price));
        }
    }

    public static final class Texts implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run("1", Messages.class);
        }
    }

    public static final class Payloads implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run("{\"price\":1}", Prices.class);
        }
    }

    /** Produces a mapper that doubles every price. */
    @ApplicationScoped
    static class Mapper {
        @Produces
        @Singleton
        ObjectMapper mapper() {
            return new ObjectMapper().addMixIn(Price.class, DoubledPrice.class);
        }
    }

    @JsonDeserialize(converter = Doubling.class)
    interface DoubledPrice {}

    static final class Doubling extends StdConverter<Map<String, Integer>, Price> {
        @Override
        public Price convert(Map<String, Integer> fields) {
            Price price = new Price();
            price.price = 2 * fields.get("price");
            return price;
        }
    }

    public static final class JacksonPayloads implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run("{\"price\":1}", Prices.class, Mapper.class);
        }
    }

    public record Quote(int value) {}

    @ApplicationScoped
    static class Quotes {
        void on(@Observes @org.eventsource.cdi.Stream("prices") @EventType("tick") Quote quote, Recorder recorder) {
            recorder.record(quote.toString());
        }
    }

    public static final class JacksonRecords implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run("{\"value\":1}", Quotes.class, Mapper.class);
        }
    }

    public static final class Records implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run("{\"value\":1}", Quotes.class);
        }
    }

    @ApplicationScoped
    static class JsonPrices {
        void on(
                @Observes @org.eventsource.cdi.Stream("prices") @EventType("tick") JsonObject price,
                Recorder recorder) {
            recorder.record(price.toString());
        }
    }

    public static final class JsonPayloads implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run("{\"price\":1}", JsonPrices.class);
        }
    }

    /** This class is not a bean. */
    static class Listener {
        @Inject
        @org.eventsource.cdi.Stream("prices")
        EventSource source;
    }

    public static final class NoBean implements Callable<String> {
        @Override
        public String call() {
            try (Application application = Application.of(Recorder.class)
                    .with("eventsource.prices.url", "http://127.0.0.1:1/prices")
                    .start()) {
                Listener listener = Component.make(application.container().getBeanManager(), Listener.class);
                return listener.source.url().getPath();
            }
        }
    }

    private static String run(String data, Class<?>... beans) throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(Stream.concat(Stream.of(Recorder.class), Stream.of(beans))
                                .toArray(Class<?>[]::new))
                        .with("eventsource.prices.url", server.url("/"))
                        .start()) {
            server.request().open().message("tick", data);
            return (String) application.get(Recorder.class).next();
        } catch (RuntimeException e) {
            return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                    .map(Throwable::toString)
                    .collect(Collectors.joining("\n"));
        }
    }
}
