package org.eventsource.benchmarks.parsers;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.logging.LDLogger;
import java.io.InputStream;
import java.net.URI;

/** Lets {@code okhttp-eventsource} read bytes that are there. */
final class InMemory extends ConnectStrategy {

    private static final URI ORIGIN = URI.create("http://localhost/");

    private final InputStream input;

    InMemory(InputStream input) {
        this.input = input;
    }

    @Override
    public Client createClient(LDLogger logger) {
        return new Client() {
            @Override
            public Result connect(String lastEventId) {
                return new Result(input, ORIGIN, () -> {});
            }

            @Override
            public boolean awaitClosed(long millis) {
                return true;
            }

            @Override
            public URI getOrigin() {
                return ORIGIN;
            }

            @Override
            public void close() {}
        };
    }
}
