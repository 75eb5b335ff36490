package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.eventsource.TransportKind;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

/** Sources that are opened one after the other over a Jakarta REST client, in a JVM that may open few files. */
class SequentialRestSourcesTest {

    /** Over Jersey and CXF on Java 17, the connection of a silent stream stays until its server ends it. */
    @Test
    void release_their_files() throws Exception {
        assumeTrue(TestedClient.RESTEASY.isUsed(), "other clients keep the connection on a platform thread");
        try (SseServer server = SseServer.start().on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        })) {
            assertThat(SequentialSourcesTest.result(TransportKind.REST, List.of(), server.url("/"), 1000))
                    .isEqualTo("source: all were opened and closed");
        }
    }
}
