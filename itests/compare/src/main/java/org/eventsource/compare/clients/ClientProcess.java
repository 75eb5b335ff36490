package org.eventsource.compare.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eventsource.compare.server.Scenario;
import org.jspecify.annotations.Nullable;

/** The process of one client. It does what the lines of its input state, and ends with its input. See {@link Wire}. */
public final class ClientProcess {

    /** No event of the server is longer. */
    private static final int LONGEST_DATA = 1000;

    private final PrintStream output;
    private final Peer peer;
    private final Heap heap = new Heap();
    private final ExecutorService openers = Executors.newCachedThreadPool(ClientProcess::daemon);
    private final List<AutoCloseable> streams = new ArrayList<>();

    private ClientProcess(PrintStream output, Peer peer) {
        this.output = output;
        this.peer = peer;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "opener");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the client that the argument names. */
    public static void main(String... arguments) throws IOException {
        PrintStream output = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err); // What a client prints is no line of ours.
        ClientProcess process =
                new ClientProcess(output, Contestant.valueOf(arguments[0]).create());
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            output.println(Wire.READY);
            input.lines().map(line -> line.split(" ", -1)).forEach(process::obey);
        }
        Runtime.getRuntime().halt(0); // Threads of clients may not end.
    }

    private void obey(String[] words) {
        switch (words[0]) {
            case Wire.OPEN -> openers.execute(() -> open(Scenario.valueOf(words[1]), URI.create(words[2])));
            case Wire.CLOSE -> openers.execute(this::close);
            case Wire.MEMORY -> output.println(Wire.MEMORY + " " + heap.watch());
            case Wire.MOST_MEMORY -> output.println(Wire.MOST_MEMORY + " " + heap.mostBytes());
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void open(Scenario scenario, URI url) {
        try {
            AutoCloseable stream = peer.open(url, new Reporter(scenario));
            synchronized (streams) {
                streams.add(stream);
            }
        } catch (Exception e) {
            note(e);
        }
    }

    private void close() {
        List<AutoCloseable> open;
        synchronized (streams) {
            open = List.copyOf(streams);
            streams.clear();
        }
        for (AutoCloseable stream : open) {
            openers.execute(() -> close(stream));
        }
    }

    private void close(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            note(e);
        }
    }

    private static void note(Throwable failure) {
        System.err.println(failure);
    }

    /** Writes what the client delivers. In one scenario it throws an exception, as a faulty application does. */
    private final class Reporter implements StreamListener {

        private final Scenario scenario;

        Reporter(Scenario scenario) {
            this.scenario = scenario;
        }

        @Override
        public void onEvent(@Nullable String id, @Nullable String data) {
            if (data == null || data.isEmpty()) {
                return;
            }
            String reported = data.length() > LONGEST_DATA ? data.substring(0, LONGEST_DATA) : data;
            output.println(String.join(
                    " ", Wire.EVENT, scenario.name(), Wire.encode(id == null ? "" : id), Wire.encode(reported)));
            if (scenario.listenerThrowsAfter(data)) {
                throw new IllegalStateException("a fault of the application");
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            note(failure);
        }
    }
}
