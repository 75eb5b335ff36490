package org.eventsource.itests.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What the server logs from now on, without what this library logs. The system property {@code server.log} names the
 * file. Without it, the server runs in this virtual machine.
 */
interface ServerLog extends AutoCloseable {

    static ServerLog fromNowOn() throws IOException {
        String file = System.getProperty("server.log", "");
        return file.isEmpty() ? new OfThisMachine() : new InFile(Path.of(file));
    }

    List<String> lines() throws IOException;

    @Override
    void close();

    /** A file to which the server adds. */
    final class InFile implements ServerLog {

        private static final String LOGGER = "org.eventsource.stream";

        private final Path file;
        private final long begin;

        InFile(Path file) throws IOException {
            this.file = file;
            // GlassFish makes the file for its first line.
            this.begin = Files.exists(file) ? Files.size(file) : 0;
        }

        @Override
        public List<String> lines() throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            String added = new String(bytes, (int) begin, bytes.length - (int) begin, UTF_8);
            return added.lines().filter(line -> !line.contains(LOGGER)).toList();
        }

        @Override
        public void close() {}
    }

    /** The records of Apache's loggers: of TomEE, OpenEJB, OpenWebBeans and Tomcat. */
    final class OfThisMachine extends Handler implements ServerLog {

        private static final Logger APACHE = Logger.getLogger("org.apache");

        private final SimpleFormatter formatter = new SimpleFormatter();
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Level before = APACHE.getLevel();

        OfThisMachine() {
            APACHE.setUseParentHandlers(false);
            APACHE.setLevel(Level.INFO);
            APACHE.addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            lines.add(formatter.formatMessage(logged));
        }

        @Override
        public List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            APACHE.removeHandler(this);
            APACHE.setLevel(before);
            APACHE.setUseParentHandlers(true);
        }
    }
}
