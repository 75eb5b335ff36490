package org.eventsource.reliability.kills;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.eventsource.itests.support.ForkedJvm;

/** A server of a database, in a process of its own. */
abstract class Database implements AutoCloseable {

    private static final Path DOCUMENT = Path.of("../../docs/cursor-table.md");

    abstract String url();

    /** Empties the tables, or creates them. */
    void reset(String name) throws SQLException, IOException {
        try (Connection connection = Databases.plain(url()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS EVENTSOURCE_CURSOR");
            statement.execute("DROP TABLE IF EXISTS EFFECTS");
            statement.execute(cursorTable(name));
            statement.execute(TableEffects.TABLE);
        }
    }

    /** Returns the statement in the document. */
    private static String cursorTable(String name) throws IOException {
        String text = Files.readString(DOCUMENT);
        String section = text.substring(text.indexOf("\n## " + name + "\n"));
        return section.substring(section.indexOf("CREATE TABLE"), section.indexOf(';'));
    }

    @Override
    public abstract void close() throws IOException;

    /** H2, which writes a commit to the disk before it answers. */
    static final class H2 extends Database {

        private final ForkedJvm server;
        private final String url;

        H2(Path directory) throws IOException, InterruptedException {
            server = ForkedJvm.start(
                    org.h2.tools.Server.class,
                    List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dh2.bindAddress=127.0.0.1"),
                    "-tcp",
                    "-tcpPort",
                    "0",
                    "-ifNotExists",
                    "-baseDir",
                    directory.toString());
            String line = server.awaitLine("TCP server running at");
            String port = line.replaceAll(".*:(\\d+).*", "$1");
            url = "jdbc:h2:tcp://127.0.0.1:" + port + "/./kills;WRITE_DELAY=0;LOCK_TIMEOUT=20000";
        }

        @Override
        String url() {
            return url;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** PostgreSQL, which writes a commit to the disk before it answers. */
    static final class Postgres extends Database {

        private final Path directory;
        private final int port;
        private EmbeddedPostgres server;

        Postgres(Path directory) throws IOException {
            this.directory = directory;
            this.server = builder().start();
            this.port = server.getPort();
        }

        private EmbeddedPostgres.Builder builder() {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setDataDirectory(directory)
                    .setRegisterShutdownHook(false)
                    .setCleanDataDirectory(false);
        }

        /** Ends all processes of the server, as {@code pg_ctl stop -m immediate} does. */
        void crash() throws IOException, InterruptedException {
            String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            postmaster.onExit().join();
            // There is nothing to stop any more, but a lock to release.
            server.close();
        }

        /** Starts it again, at the same port. */
        void restart() throws IOException {
            server = builder().setPort(port).start();
        }

        @Override
        String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
