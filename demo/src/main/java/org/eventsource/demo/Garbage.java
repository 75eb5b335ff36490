package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Bytes that are no event: a client is to drop them all. They end in the middle of an event. */
final class Garbage {

    private static final int RANDOM_BYTES = 2048;
    private static final long SEED = 4711;

    private Garbage() {}

    static byte[] bytes() {
        byte[] random = new byte[RANDOM_BYTES];
        // The bytes are equal each time: none of their lines happens to be a field.
        new Random(SEED).nextBytes(random);
        var garbage = new ByteArrayOutputStream();
        garbage.writeBytes(random);
        garbage.writeBytes("""

                <!DOCTYPE html><title>502 Bad Gateway</title>
                {"symbol":"ACME","price":0.00}
                retry: soon
                id: 99\u00009999
                : half of a quote follows
                data: {"symbol":"AC""".getBytes(UTF_8));
        return garbage.toByteArray();
    }
}
