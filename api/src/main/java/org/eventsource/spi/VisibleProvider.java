package org.eventsource.spi;

import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds providers. To look one up reads all of a class path, which is too much for each of many sources. */
final class VisibleProvider {

    /** What the class loader of this class sees: it lives no longer than this class does. */
    private static volatile @Nullable EventSourceProvider kept;

    private VisibleProvider() {}

    static Optional<EventSourceProvider> ofThisLibrary() {
        EventSourceProvider known = kept;
        if (known == null) {
            known = of(VisibleProvider.class.getClassLoader()).orElse(null);
            kept = known;
        }
        return Optional.ofNullable(known);
    }

    static Optional<EventSourceProvider> of(ClassLoader loader) {
        return ServiceLoader.load(EventSourceProvider.class, loader).findFirst();
    }
}
