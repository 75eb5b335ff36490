package org.eventsource.cdi.extension.config;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches what belongs to the most recently used streams, by key. The cache has a limit, because a program may create
 * any number of keys.
 */
public final class RecentlyUsed<V> {

    private static final int MOST = 256;

    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Returns the cached value, or calls {@code making} and caches the result. An exception of {@code making} is passed
     * on to the caller. Nobody else waits for {@code making}, so it may be called twice. Then the first result stays.
     */
    public V computeIfAbsent(String key, Function<String, V> making) {
        V known = find(key);
        return known == null ? add(key, making.apply(key)) : known;
    }

    private synchronized @Nullable V find(String key) {
        return values.get(key);
    }

    private synchronized V add(String key, V made) {
        V first = values.putIfAbsent(key, made);
        if (first != null) {
            return first;
        }
        if (values.size() > MOST) {
            Iterator<String> eldest = values.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return made;
    }
}
