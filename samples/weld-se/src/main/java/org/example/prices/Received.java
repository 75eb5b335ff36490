package org.example.prices;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints what each way receives first. */
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

    /** Returns when all three ways have received something. */
    void await() throws InterruptedException {
        if (!missing.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Only these ways work: " + ways);
        }
        System.out.println("All three ways work.");
    }
}
