package org.eventsource.itests.quarkus.bare;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eventsource.itests.support.Patience;

/** What the beans of an application received. */
@ApplicationScoped
public class Received {

    static final String DATA = "{\"symbol\":\"A\",\"token\":\"\"}";

    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

    void add(Object what) {
        received.add(what);
    }

    void assertNext(Object expected) throws InterruptedException {
        assertThat(received.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .isEqualTo(expected);
    }
}
