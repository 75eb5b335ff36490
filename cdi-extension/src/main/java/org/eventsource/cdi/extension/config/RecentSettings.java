package org.eventsource.cdi.extension.config;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Caches the settings of the most recently used streams by key. The cache has a limit, because a program may create any
 * number of keys.
 */
final class RecentSettings {

    private static final int MOST = 256;

    private final Map<String, StreamSettings> settings = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Returns the cached settings, or calls {@code reading} and caches the result. An exception of {@code reading} is
     * passed on to the caller.
     */
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
