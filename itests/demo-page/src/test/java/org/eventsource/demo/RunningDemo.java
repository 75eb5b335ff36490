package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneOffset;

/** The demo, as a program starts it, without a terminal. */
final class RunningDemo implements AutoCloseable {

    private final Application application;

    private RunningDemo(Application application) {
        this.application = application;
    }

    static RunningDemo start() throws IOException {
        Logs.quiet();
        var out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        return new RunningDemo(Application.ofOwnStream(new Screen(out, ZoneOffset.UTC, false, true, 80)));
    }

    String address() {
        return application.page().toString();
    }

    @Override
    public void close() {
        application.close();
    }
}
