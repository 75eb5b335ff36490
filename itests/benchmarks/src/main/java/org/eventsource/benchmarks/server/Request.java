package org.eventsource.benchmarks.server;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A request of a client. */
record Request(String path, Map<String, Integer> numbers, String lastEventId, long arrivedAt) {

    private static final String LAST_EVENT_ID = "last-event-id:";

    static Request read(BufferedReader input) throws IOException {
        String target = line(input).split(" ", -1)[1];
        long arrivedAt = System.nanoTime();
        String lastEventId = "";
        for (String header = line(input); !header.isEmpty(); header = line(input)) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LAST_EVENT_ID)) {
                lastEventId = header.substring(LAST_EVENT_ID.length()).trim();
            }
        }
        String[] parts = target.split("\\?", 2);
        return new Request(parts[0], parts.length > 1 ? numbers(parts[1]) : Map.of(), lastEventId, arrivedAt);
    }

    private static String line(BufferedReader input) throws IOException {
        String line = input.readLine();
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    private static Map<String, Integer> numbers(String query) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            numbers.put(parameter.substring(0, equals), Integer.valueOf(parameter.substring(equals + 1)));
        }
        return numbers;
    }

    int number(String name) {
        return numbers.getOrDefault(name, 0);
    }
}
