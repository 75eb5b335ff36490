package org.eventsource.reliability.kills;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.eventsource.cursor.CursorStore;

/** A cursor in a file, and effects in another file. */
@ApplicationScoped
class FileBeans {

    private static final Path DIRECTORY = Path.of(System.getProperty("kills.directory", "."));

    @Produces
    @Singleton
    Progress progress() throws IOException {
        return new Progress(DIRECTORY.resolve("progress"));
    }

    /** There is no transaction that takes an effect back: observers fail before it. */
    @Produces
    @Singleton
    Trouble trouble() {
        return new Trouble(Boolean.getBoolean("kills.trouble")) {
            @Override
            void afterEffect(int number) {
                // Nothing fails here.
            }
        };
    }

    @Produces
    @Singleton
    Effects effects() throws IOException {
        return new FileEffects(DIRECTORY.resolve("effects"));
    }

    @Produces
    @Dependent
    Observers.Before before() {
        return number -> {};
    }

    @Produces
    @Singleton
    @Named("noted")
    CursorStore store(Progress progress) {
        return Stores.noted(CursorStore.file(DIRECTORY.resolve("cursor")), progress);
    }
}
