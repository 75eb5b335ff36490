package org.example.prices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints what each way receives first. Then it ends the process: status 0 after all three ways, 1 after a minute. */
@ApplicationScoped
public class Received {

    private final Set<String> ways = ConcurrentHashMap.newKeySet();
    private final CountDownLatch missing = new CountDownLatch(3);

    public void add(String way, Object what) {
        if (ways.add(way)) {
            System.out.println(way + ": " + what);
            missing.countDown();
        }
    }

    void start(@Observes Startup startup) {
        new Thread(this::end, "end").start();
    }

    private void end() {
        System.exit(isComplete() ? 0 : 1);
    }

    private boolean isComplete() {
        try {
            boolean complete = missing.await(1, TimeUnit.MINUTES);
            System.out.println(complete ? "All three ways work." : "Only these ways work: " + ways);
            return complete;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
