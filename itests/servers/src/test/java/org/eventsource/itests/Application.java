package org.eventsource.itests;

import java.net.URI;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Creates the applications that the tests deploy. */
final class Application {

    private Application() {}

    /**
     * Returns an application of these classes. The URL of its stream is known only after the server of the stream has
     * started.
     */
    static WebArchive of(String key, URI url, Class<?>... classes) {
        System.setProperty("eventsource." + key + ".url", url.toString());
        return ShrinkWrap.create(WebArchive.class)
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }
}
