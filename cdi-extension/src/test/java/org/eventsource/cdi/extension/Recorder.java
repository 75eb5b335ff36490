package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What beans have heard, in order. */
@ApplicationScoped
public class Recorder {

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    public void hear(Object what) {
        heard.add(what);
    }

    /** The next, which must come. */
    public Object next() throws InterruptedException {
        Object next = heard.poll(10, SECONDS);
        assertThat(next).as("something heard").isNotNull();
        return next;
    }

    /** The same, for when this bean is gone. */
    public BlockingQueue<Object> heard() {
        return heard;
    }

    public boolean isEmpty() {
        return heard.isEmpty();
    }
}
