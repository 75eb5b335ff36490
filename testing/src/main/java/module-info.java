/** What tests of applications use. */
module org.eventsource.testing {
    requires transitive org.eventsource.api;
    requires static jakarta.cdi;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports org.eventsource.testing;

    // The container creates the bean, its proxy and the extensions by reflection.
    opens org.eventsource.testing;

    provides jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension with
            org.eventsource.testing.ScriptedStreamsBuildExtension;
    provides jakarta.enterprise.inject.spi.Extension with
            org.eventsource.testing.ScriptedStreamsExtension;
}
