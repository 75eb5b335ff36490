package org.eventsource.cdi.extension;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;

/** What {@link AbsentApisTest} runs by a class loader of its own: says what was heard, or why it did not start. */
public final class AbsentApisApplication {

    private AbsentApisApplication() {}

    @ApplicationScoped
    static class Messages {
        void on(@Observes @org.eventsource.cdi.Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.hear(message.data());
        }
    }

    public static class Price {
        public int price;
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @org.eventsource.cdi.Stream("prices") @EventType("tick") Price price, Recorder recorder) {
            recorder.hear(Integer.toString(price.price));
        }
    }

    public static final class Texts implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run(Messages.class, "1");
        }
    }

    public static final class Payloads implements Callable<String> {
        @Override
        public String call() throws Exception {
            return run(Prices.class, "{\"price\":1}");
        }
    }

    private static String run(Class<?> observer, String data) throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(observer, Recorder.class)
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
