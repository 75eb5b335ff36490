package org.eventsource.cdi.extension.config;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The settings of the streams that were asked for last, by their keys: a program may make any number of keys. */
final class RecentSettings {

    private static final int MOST = 256;

    private final Map<String, StreamSettings> settings = new LinkedHashMap<>(16, 0.75f, true);

    /** What is known, else what is read now; an exception is the caller's. */
    synchronized StreamSettings computeIfAbsent(String key, Function<String, StreamSettings> reading) {
        StreamSettings known = settings.get(key);
        if (known != null) {
            return known;
        }
        StreamSettings read = reading.apply(key);
        settings.put(key, read);
        if (settings.size() > MOST) {
            Iterator<String> eldest = settings.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return read;
    }
}
