package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.itests.support.Patience;

/** Records what beans received, in order. */
@ApplicationScoped
public class Recorder {

    private final BlockingQueue<Object> records = new LinkedBlockingQueue<>();

    public void record(Object what) {
        records.add(what);
    }

    /** Waits for the next record and returns it. It fails if there is none in time. */
    public Object next() throws InterruptedException {
        Object next = records.poll(Patience.LIMIT.toSeconds(), SECONDS);
        assertThat(next).as("a record").isNotNull();
        return next;
    }

    /** Returns the queue of all records, which remains usable after this bean is destroyed. */
    public BlockingQueue<Object> records() {
        return records;
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }
}
