package org.eventsource.reliability.kills;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;

/**
 * Sends numbers, with holes between them, and resumes after the id that a client sends. It breaks each connection after
 * some numbers, until there are no new ones.
 */
final class Numbers implements AutoCloseable {

    private static final int LONGEST_CONNECTION = 80;

    private final SseServer server = SseServer.start();
    private final Random random;
    private final boolean repeats;

    /** Each number that was sent or may be sent, and the one before it. */
    private final TreeMap<Integer, Integer> all = new TreeMap<>(Map.of(1, 0));

    private boolean isEnded;

    /** @param repeats whether some connections begin with the number that the client has */
    Numbers(long seed, boolean repeats) {
        this.random = new Random(seed);
        this.repeats = repeats;
        server.on("/", this::serve);
    }

    URI url() {
        return server.uri("/");
    }

    /** From now on there is no new number. Returns the last one. */
    synchronized int end() {
        isEnded = true;
        return all.lastKey();
    }

    synchronized boolean isEnded() {
        return isEnded;
    }

    synchronized int count() {
        return all.size();
    }

    /** Writes all numbers, in order. */
    synchronized void write(Path file) throws IOException {
        Files.write(file, all.keySet().stream().map(String::valueOf).toList());
    }

    /** Returns the number after another one; 0: there is none and there will be none. */
    private synchronized int after(int number) {
        Integer next = all.higherKey(number);
        if (next == null && !isEnded) {
            next = number + 1 + (random.nextInt(5) == 0 ? random.nextInt(3) : 0);
            all.put(next, number);
        }
        return next == null ? 0 : next;
    }

    private synchronized int chance(int bound) {
        return random.nextInt(bound);
    }

    private static String event(int number) {
        return "id: " + number + "\ndata: " + number + "\n\n";
    }

    private void serve(SseConnection connection) throws IOException {
        int sent = connection.request().lastEventId().map(Integer::parseInt).orElse(0);
        connection.stream();
        if (repeats && sent > 0 && chance(4) == 0) {
            connection.events(event(sent));
        }
        for (int left = 1 + chance(LONGEST_CONNECTION); left > 0 || isEnded(); left--) {
            int next = after(sent);
            if (next == 0) {
                connection.waitForClientClose(Scene.LIMIT);
                return;
            }
            connection.events(event(next));
            sent = next;
        }
        breakOff(connection, sent);
    }

    /** In half of the cases within the next number. */
    private void breakOff(SseConnection connection, int sent) throws IOException {
        int way = chance(4);
        int next = after(sent);
        if (way >= 2 && next > 0) {
            String event = event(next);
            connection.events(event.substring(0, 1 + chance(event.length() - 2)));
        }
        if (way % 2 == 0) {
            connection.reset();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
