package org.eventsource.spi;

import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds providers. It keeps one, because a lookup reads the whole class path, which is slow for many sources. */
final class VisibleProvider {

    /** The provider that the class loader of this class finds. It does not outlive this class. */
    private static volatile @Nullable EventSourceProvider found;

    private VisibleProvider() {}

    static Optional<EventSourceProvider> ofThisLibrary() {
        EventSourceProvider known = found;
        if (known == null) {
            known = of(VisibleProvider.class.getClassLoader()).orElse(null);
            found = known;
        }
        return Optional.ofNullable(known);
    }

    static Optional<EventSourceProvider> of(ClassLoader loader) {
        return ServiceLoader.load(EventSourceProvider.class, loader).findFirst();
    }
}
