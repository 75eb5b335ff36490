package org.eventsource.reliability.kills;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.eventsource.itests.support.ForkedJvm;

/** A server of numbers, and an application that is killed and started again. */
final class Scene implements AutoCloseable {

    /** How long an application may need to start, or to handle what is left. */
    static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("reliability.patience", 120));

    private static final int LONGEST_LIFE_MILLIS = 300;
    private static final int LINES_OF_LOG = 60;

    private final Path directory;
    private final String where;
    private final Class<?> main;
    private final String argument;
    private final List<String> options = new ArrayList<>();
    private final Random random;
    private final Map<Place, Integer> kills = new EnumMap<>(Place.class);
    private long turns;
    final Numbers numbers;

    /**
     * @param where a JDBC URL, or a file of effects
     * @param main the application, with its argument
     */
    Scene(Path directory, String where, long seed, Class<?> main, String argument) {
        this.directory = directory;
        this.where = where;
        this.main = main;
        this.argument = argument;
        this.random = new Random(seed);
        this.numbers = new Numbers(seed, main == Application.class);
        options.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-Dkills.directory=" + directory,
                "-Dkills.database=" + where,
                "-Deventsource.orders.url=" + numbers.url(),
                "-Deventsource.orders.reconnection-time=100ms",
                "-Deventsource.orders.handling-attempts=3",
                "-Deventsource.orders.handling-delay=2ms",
                "-Deventsource.orders.when-exhausted=dead-letter"));
        for (String store : List.of("", "communicationStore.", "stateStore.")) {
            with(
                    "com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean." + store + "objectStoreDir",
                    directory.resolve("transactions"));
            with("ObjectStoreEnvironmentBean." + store + "objectStoreDir", directory.resolve("transactions"));
        }
        for (Place place : Place.values()) {
            kills.put(place, 0);
        }
    }

    Scene with(String property, Object value) {
        options.add("-D" + property + "=" + value);
        return this;
    }

    /** Starts an application, which waits for its turn. */
    ForkedJvm start(String progress, long turn) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-Dkills.progress=" + progress);
        all.add("-Dkills.turn=" + turn);
        return ForkedJvm.start(main, all, argument);
    }

    Progress progress(String name) throws IOException {
        return new Progress(directory.resolve(name));
    }

    /**
     * Kills the application at random moments, until so many kills were where they count. Then lets another one handle
     * what is left, and asks the judge.
     */
    Verdict kill(int times) throws Exception {
        Progress progress = progress("progress");
        Deque<ForkedJvm> running = new ArrayDeque<>();
        try {
            running.add(start("progress", ++turns));
            for (int counted = 0; counted < times; ) {
                counted += killNext(running, progress) == Place.ELSEWHERE ? 0 : 1;
            }
            int last = numbers.end();
            progress.turn(turns);
            until(() -> progress.lastHandled() == last);
        } finally {
            running.forEach(ForkedJvm::close);
        }
        return verdict();
    }

    /** Kills the application until the judge finds something, and so many times at most. */
    Verdict killUntil(int times, Predicate<Verdict> found) throws Exception {
        Progress progress = progress("progress");
        Deque<ForkedJvm> running = new ArrayDeque<>();
        try {
            running.add(start("progress", ++turns));
            for (int kill = 0; kill < times && !found.test(soFar()); kill++) {
                killNext(running, progress);
            }
        } finally {
            running.forEach(ForkedJvm::close);
        }
        return verdict();
    }

    /** The next application starts while one runs, as most of the time is for starts. */
    private Place killNext(Deque<ForkedJvm> running, Progress progress) throws IOException {
        running.add(start("progress", ++turns));
        Place place = liveAndDie(running.remove(), progress);
        kills.merge(place, 1, Integer::sum);
        return place;
    }

    private Place liveAndDie(ForkedJvm application, Progress progress) throws IOException {
        long before = progress.lastHandled();
        progress.at(Place.ELSEWHERE);
        progress.turn(turns - 1);
        try (application) {
            until(() -> progress.lastHandled() > before);
            // Not to wait for something, but to hit a random moment.
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(LONGEST_LIFE_MILLIS)));
        }
        return progress.place();
    }

    /** @throws AssertionError with the end of the application's log, if it does not happen */
    void until(Callable<Boolean> condition) throws IOException {
        try {
            await().pollInSameThread()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(LIMIT)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            List<String> log = Files.readAllLines(directory.resolve("log"));
            throw new AssertionError(
                    String.join("\n", log.subList(Math.max(0, log.size() - LINES_OF_LOG), log.size())), e);
        }
    }

    /** Asks the judge in this process, which is faster. */
    Verdict soFar() throws IOException, SQLException {
        Path sent = directory.resolve("sent");
        numbers.write(sent);
        return Judge.judge(sent, where, false);
    }

    Verdict verdict() throws IOException, InterruptedException {
        Path sent = directory.resolve("sent");
        numbers.write(sent);
        try (ForkedJvm judge = ForkedJvm.start(
                Judge.class,
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                sent.toString(),
                where,
                numbers.isEnded() ? "all" : "so-far")) {
            return Verdict.parse(judge.awaitLine("verdict"));
        }
    }

    /** Returns how often the application was killed, wherever it was. */
    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A line for the table. */
    String figures(Verdict verdict) {
        return "%d kills in handling, %d in commit, %d in reconnecting (%d elsewhere); %d messages, %d dead letters: %d lost, %d twice, %d out of order"
                .formatted(
                        kills.get(Place.HANDLING),
                        kills.get(Place.COMMIT),
                        kills.get(Place.RECONNECTING),
                        kills.get(Place.ELSEWHERE),
                        numbers.count(),
                        verdict.letters(),
                        verdict.lost(),
                        verdict.twice(),
                        verdict.disordered());
    }

    static Path fresh(Path parent, String name) throws IOException {
        return Files.createDirectories(parent.resolve(name));
    }

    @Override
    public void close() {
        numbers.close();
    }
}
