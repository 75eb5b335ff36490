package org.eventsource.demo;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.io.IOException;

/**
 * Runs the demo until Ctrl-C.
 *
 * <p>With {@code -Durl=...} it listens to that stream instead of its own, with {@code -Dseconds=...} it ends by itself.
 */
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    /** The options are system properties, as Maven hands on nothing else. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Logs.quiet();
        try {
            run(Options.of(System.getProperties()));
        } catch (IllegalArgumentException | DeploymentException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        }
    }

    private static void run(Options options) throws IOException, InterruptedException {
        Application application = start(options, Terminal.screen());
        var atCtrlC = new Thread(application::close, "demo-end");
        Runtime.getRuntime().addShutdownHook(atCtrlC);
        application.awaitEnd(options.limit());
        application.close();
    }

    private static Application start(Options options, Screen screen) throws IOException {
        return options.url().isPresent()
                ? Application.of(options.url().get(), screen)
                : Application.ofOwnStream(screen);
    }
}
