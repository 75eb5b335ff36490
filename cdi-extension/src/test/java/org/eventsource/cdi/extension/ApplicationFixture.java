package org.eventsource.cdi.extension;

import org.junit.jupiter.api.AfterEach;

/** A server of streams, and an application that a test may start. Both are closed after the test. */
abstract class ApplicationFixture {

    final StreamServer server = new StreamServer();
    Application application;

    @AfterEach
    final void closeAll() {
        if (application != null) {
            application.close();
        }
        server.close();
    }
}
