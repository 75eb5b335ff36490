package org.eventsource.cdi.extension.config;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Caches what belongs to the most recently used streams, by key. The cache has a limit, because a program may create
 * any number of keys.
 */
public final class RecentlyUsed<V> {

    private static final int MOST = 256;

    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Returns the cached value, or calls {@code making} and caches the result. An exception of {@code making} is passed
     * on to the caller.
     */
    public synchronized V computeIfAbsent(String key, Function<String, V> making) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        V made = making.apply(key);
        values.put(key, made);
        if (values.size() > MOST) {
            Iterator<String> eldest = values.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return made;
    }
}
