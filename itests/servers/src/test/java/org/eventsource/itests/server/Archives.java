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

/** Packages applications as users do. */
final class Archives {

    /**
     * TomEE uses this file, which is stored next to TomEE's configuration. GlassFish fails if an application without
     * libraries contains such a file.
     */
    private static final String CONTEXT = "context.xml";

    private Archives() {}

    /** Returns the libraries that streams in CDI need. */
    static File[] libraries() {
        return libraries("eventsource-api", "eventsource-impl", "eventsource-cdi");
    }

    static File[] libraries(String... names) {
        File folder = folder();
        return Stream.of(names).map(name -> new File(folder, name + ".jar")).toArray(File[]::new);
    }

    /** Returns the libraries of OpenTelemetry, which few servers have. */
    static File[] openTelemetry() {
        return requireNonNull(new File(folder(), "opentelemetry").listFiles(), "opentelemetry");
    }

    private static File folder() {
        return new File(requireNonNull(System.getProperty("server.libraries"), "server.libraries"));
    }

    /** Returns a web application without libraries. */
    static WebArchive web(String name, Class<?>... classes) {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        return Archives.class.getResource("/" + CONTEXT) == null ? archive : archive.addAsManifestResource(CONTEXT);
    }

    static StringAsset properties(Map<String, String> properties) {
        return new StringAsset(properties.entrySet().stream()
                .map(property -> property.getKey() + " = " + property.getValue() + "\n")
                .collect(joining()));
    }
}
