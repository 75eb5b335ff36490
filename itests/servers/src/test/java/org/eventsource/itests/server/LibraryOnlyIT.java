package org.eventsource.itests.server;

import java.io.IOException;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.Surroundings;
import org.eventsource.testing.server.sole.LibraryStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Observes a stream in a library of the application. The application itself does not use streams. */
class LibraryOnlyIT extends SoleStream {

    LibraryOnlyIT() {
        super("library", "observer");
    }

    @Deployment(testable = false)
    static WebArchive archive() throws IOException {
        return archive("library")
                .addAsLibraries(ShrinkWrap.create(JavaArchive.class, "observing.jar")
                        .addClasses(LibraryStream.class, Surroundings.class, Heard.class)
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"));
    }
}
