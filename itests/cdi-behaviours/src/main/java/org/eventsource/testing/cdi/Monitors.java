package org.eventsource.testing.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.spi.StreamMonitor;

/** Records what monitors are notified of for one stream, and when its observer is called. */
@ApplicationScoped
public class Monitors {

    /** The name of the records. */
    static final String RECORDS = "monitored";

    @Inject
    private Heard heard;

    void observe(@Observes @Stream("monitored") MessageEvent message) {
        heard.add(RECORDS, "observed " + message.data());
    }

    /** The first monitor. */
    @ApplicationScoped
    public static class First implements StreamMonitor {

        @Inject
        private Heard heard;

        private void add(String key, String record) {
            if (key.equals("monitored")) {
                heard.add(RECORDS, record);
            }
        }

        @Override
        public void attempting(String key, int attempt) {
            add(key, "attempting " + attempt);
        }

        @Override
        public void opened(String key, OpenEvent event, Duration took) {
            add(
                    key,
                    "opened" + (took.isZero() ? " in no time" : "")
                            + event.target().map(target -> " of " + target).orElse(""));
        }

        @Override
        public void failed(String key, ErrorEvent error) {
            add(
                    key,
                    "failed " + error.kind()
                            + error.target().map(target -> " of " + target).orElse(""));
        }

        @Override
        public void closed(String key, ErrorEvent error) {
            add(key, "closed " + error.kind());
        }

        @Override
        public void read(String key, int bytes) {
            add(key, "read " + bytes);
        }

        @Override
        public AutoCloseable handling(String key, MessageEvent message) {
            add(key, "handling " + message.data());
            return () -> add(key, "handled " + message.data());
        }
    }

    /** Another monitor. Both of them are called. */
    @ApplicationScoped
    public static class Second implements StreamMonitor {

        @Inject
        private Heard heard;

        @Override
        public void opened(String key, OpenEvent event, Duration took) {
            if (key.equals("monitored")) {
                heard.add("monitored by another", "opened");
            }
        }
    }
}
