package org.eventsource.testing;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;

/**
 * Adds {@link ScriptedStreams} as a bean in containers that build an application before it runs. Quarkus, the only one
 * that was tested, removes a bean that is not injected.
 */
@SkipIfPortableExtensionPresent(ScriptedStreamsExtension.class)
public class ScriptedStreamsBuildExtension implements BuildCompatibleExtension {

    /** Called by the container. */
    public ScriptedStreamsBuildExtension() {}

    /** Adds the bean. */
    @Discovery
    public void addBean(ScannedClasses classes) {
        classes.add(ScriptedStreams.class.getName());
    }
}
