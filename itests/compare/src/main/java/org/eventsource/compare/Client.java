package org.eventsource.compare;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.compare.clients.ClientProcess;
import org.eventsource.compare.clients.Contestant;
import org.eventsource.compare.clients.Wire;
import org.eventsource.compare.judge.Delivery;
import org.eventsource.compare.judge.Judge;
import org.eventsource.compare.judge.Verdict;
import org.eventsource.compare.server.HostileStream;
import org.eventsource.compare.server.Scenario;

/** A client in its process, and the server's streams for it. */
final class Client implements AutoCloseable {

    /** The largest heap of each process in the documents. */
    static final String USUAL_HEAP = "64m";

    /** The largest heap of each process in this run. */
    static final String HEAP = System.getProperty("compare.heap", USUAL_HEAP);

    /**
     * Of each process, whichever client it has: one heap and its simplest collector, one compiler instead of two, and a
     * log of each exception, also of caught ones.
     */
    private static final List<String> OPTIONS = List.of(
            "-Xmx" + HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-Xlog:exceptions=info:stderr");

    private final Contestant contestant;
    private final Path log;
    private final Process process;
    private final BufferedWriter input;
    private final Map<Scenario, Trial> trials = new EnumMap<>(Scenario.class);
    private final Map<String, Long> heapBytes = new HashMap<>();
    private volatile long logBeforeLine;
    private final CountDownLatch ready = new CountDownLatch(1);

    /** @param folder where the process writes what it logs */
    Client(Contestant contestant, Path folder) throws IOException {
        this.contestant = contestant;
        log = folder.resolve("compare-" + contestant.name().toLowerCase(Locale.ROOT) + ".log");
        Files.createDirectories(folder);
        process = new ProcessBuilder(command(contestant))
                .redirectError(log.toFile())
                .start();
        input = process.outputWriter();
        for (Scenario scenario : Scenario.values()) {
            trials.put(scenario, new Trial(new HostileStream(scenario), new ArrayList<>()));
        }
        Thread reader = new Thread(this::read, "output of " + contestant.title());
        reader.setDaemon(true);
        reader.start();
    }

    private static List<String> command(Contestant contestant) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> contestant.admits(entry.replace(File.separatorChar, '/')))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath, ClientProcess.class.getName(), contestant.name()));
        return command;
    }

    Contestant contestant() {
        return contestant;
    }

    /** Returns when the process waits for its first line, or has ended. */
    void awaitReady() throws InterruptedException {
        ready.await();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().map(line -> line.split(" ", -1)).forEach(this::note);
        } catch (UncheckedIOException | IOException e) {
            throw new IllegalStateException(contestant.title(), e);
        } finally {
            ready.countDown();
        }
    }

    private synchronized void note(String[] words) {
        switch (words[0]) {
            case Wire.READY -> ready.countDown();
            case Wire.MEMORY, Wire.MOST_MEMORY -> heapBytes.put(words[0], Long.valueOf(words[1]));
            case Wire.EVENT ->
                trial(Scenario.valueOf(words[1]))
                        .deliveries()
                        .add(new Delivery(Wire.decode(words[2]), Wire.decode(words[3])));
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    /** Opens the stream of a scenario. */
    void open(Scenario scenario) {
        send(Wire.OPEN + " " + scenario.name() + " " + stream(scenario).url());
    }

    /** Closes all streams. */
    void closeStreams() {
        send(Wire.CLOSE);
    }

    /** Measures the heap before the endless line. From now on, a missing memory counts. */
    void measureHeapBeforeLine() throws IOException {
        logBeforeLine = Files.size(log);
        send(Wire.MEMORY);
    }

    /** Measures the heap during the endless line. */
    void measureHeapInLine() {
        send(Wire.MOST_MEMORY);
    }

    private void send(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            // The process has ended. The verdict shows it: nothing more is delivered.
            System.err.println(contestant.title() + ": " + e);
        }
    }

    HostileStream stream(Scenario scenario) {
        return trial(scenario).stream();
    }

    synchronized Verdict verdict(Scenario scenario) {
        return Judge.judge(scenario.events(), trial(scenario).deliveries());
    }

    /** Returns whether a scenario counts: see {@link Contestant#isAccountableFor}. */
    boolean counts(Scenario scenario) {
        return contestant.isAccountableFor(scenario) || verdict(scenario).isPerfect();
    }

    /** Returns the result of {@link #measureHeapBeforeLine()}. Empty if the process did not answer. */
    synchronized Optional<Long> heapBytesBeforeLine() {
        return Optional.ofNullable(heapBytes.get(Wire.MEMORY));
    }

    /** Returns the result of {@link #measureHeapInLine()}. Empty if the process did not answer. */
    synchronized Optional<Long> heapBytesInLine() {
        return Optional.ofNullable(heapBytes.get(Wire.MOST_MEMORY));
    }

    /** Returns whether there was an {@link OutOfMemoryError} in the endless line, which a client may have caught. */
    boolean isOutOfMemory() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int begin = (int) Math.min(logBeforeLine, bytes.length);
            return new String(bytes, begin, bytes.length - begin, ISO_8859_1).contains("java/lang/OutOfMemoryError");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        for (Trial trial : trials.values()) {
            trial.stream().close();
        }
    }

    private Trial trial(Scenario scenario) {
        return requireNonNull(trials.get(scenario));
    }

    /** A scenario for this client: the stream of the server, and what the client delivered. */
    private record Trial(HostileStream stream, List<Delivery> deliveries) {}
}
