package org.eventsource.itests.server;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.File;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications packaged as users package them. */
final class Archives {

    /** Tomcat's default, but not where TomEE is embedded: there it is the class path of the tests first. */
    private static final StringAsset ITS_OWN_CLASSES_FIRST =
            new StringAsset("<Context><Loader delegate=\"false\"/></Context>");

    private Archives() {}

    /** What streams in CDI need. */
    static File[] libraries() {
        return libraries("eventsource-api", "eventsource-impl", "eventsource-cdi");
    }

    static File[] libraries(String... names) {
        File folder = new File(requireNonNull(System.getProperty("server.libraries"), "server.libraries"));
        return Stream.of(names).map(name -> new File(folder, name + ".jar")).toArray(File[]::new);
    }

    /** A web application, without libraries. */
    static WebArchive web(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(ITS_OWN_CLASSES_FIRST, "context.xml");
    }

    static StringAsset properties(Map<String, String> properties) {
        return new StringAsset(properties.entrySet().stream()
                .map(property -> property.getKey() + " = " + property.getValue() + "\n")
                .collect(joining()));
    }
}
