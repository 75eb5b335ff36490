package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.application.HeardResource;
import org.eventsource.testing.server.application.RestApplication;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks what code can access if it is the only code of its application that receives a stream. The name of its
 * executor exists only in the application, and only after the application has started.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("managed-threads")
abstract class SoleStream {

    private static SseServer server;

    private final DeployedApplication application;
    private final String who;

    /**
     * @param archive the name of the archive
     * @param who the name of the code that receives the stream
     */
    SoleStream(String archive, String who) {
        this.application = Server.application(archive);
        this.who = who;
    }

    /** Returns an archive that contains the resource for the records, but not the beans that record. */
    static WebArchive archive(String name) throws IOException {
        server = SseServer.start().on("/sole", SoleStream::say);
        StringAsset properties = Archives.properties(Map.of(
                "eventsource.sole.url", server.url("/sole"), "eventsource.sole.executor", "java:comp/env/executor"));
        return Archives.web(name, RestApplication.class, HeardResource.class)
                .addAsLibraries(Archives.libraries())
                .setWebXML("executor-web.xml")
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    private static void say(SseConnection connection) throws IOException {
        connection.stream("data: look\n\n");
        connection.waitForClientClose(Duration.ofMinutes(5));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void it_has_the_application_s_class_loader() throws Exception {
        assertThat(application.heard(who + ", class loader")).isEqualTo("true");
    }

    @Test
    void it_sees_the_application_s_names() throws Exception {
        assertThat(application.heard(who + ", JNDI")).isEqualTo("hello");
    }

    @Test
    void it_runs_on_managed_threads() throws Exception {
        assertThat(application.heard(who + ", managed thread")).isEqualTo("true");
    }
}
