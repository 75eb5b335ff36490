package org.eventsource.itests;

import java.net.URI;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests deploy. */
final class Application {

    private Application() {}

    /** An application of these classes, with a stream whose URL is only known now that its server runs. */
    static WebArchive of(String key, URI url, Class<?>... classes) {
        System.setProperty("eventsource." + key + ".url", url.toString());
        return ShrinkWrap.create(WebArchive.class)
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }
}
