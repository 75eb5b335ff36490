package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.extension.HandledBlocks.Block;
import org.eventsource.testing.ScriptedStreams;
import org.eventsource.testing.ScriptedStreamsExtension;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays random interleavings of messages and failures, and compares what is left with {@link HandledBlocks}. A failure
 * names its round: {@code -Dcursor.model.round=7} plays only that one. {@code -Dcursor.model.rounds=400} plays more.
 */
class CursorModelTest {

    private static final int ROUNDS = 40;
    private static final int STEPS = 40;

    /** A message that fails less often is handled, also if all other failures of a round meet it. */
    private static final int ATTEMPTS = 10;

    private static final int MOST_STORE_FAILURES = 4;

    private final Map<String, String> settings = new ConcurrentHashMap<>();

    /** What this test provokes is logged. */
    private final Logger logger = Logger.getLogger("org.eventsource.stream");

    private SeContainer container;
    private ScriptedStreams streams;
    private StreamScript script;
    private EventSources sources;
    private Ledger ledger;
    private Plan plan;

    /** How many requests have an answer. */
    private int answered;

    /** How the messages are handled. */
    enum Mode {
        MESSAGE(Map.of("transaction", "required")),
        READ(Map.of("transaction", "required", "commit", "read")),
        SKIPPED(Map.of("transaction", "required", "commit", "read", "on-failure", "continue")),
        WITHOUT_TRANSACTION(Map.of()),
        READ_WITHOUT_TRANSACTION(Map.of("commit", "read")),
        ASYNCHRONOUS(Map.of());

        final Map<String, String> settings;

        Mode(Map<String, String> settings) {
            this.settings = settings;
        }

        boolean hasTransactions() {
            return settings.containsKey("transaction");
        }
    }

    /** What fails while a message is handled, by its data. */
    static class Plan {

        final Map<String, Integer> failures = new ConcurrentHashMap<>();
        final Map<String, Runnable> before = new ConcurrentHashMap<>();

        /** Allows asynchronous observers to return. */
        final Semaphore ends = new Semaphore(0);

        final Ledger ledger;

        Plan(Ledger ledger) {
            this.ledger = ledger;
        }

        void handle(String data) {
            Optional.ofNullable(before.remove(data)).ifPresent(Runnable::run);
            ledger.effect(data);
            if (failures.merge(data, -1, Integer::sum) >= 0) {
                throw new IllegalStateException("no room for " + data);
            }
        }
    }

    @ApplicationScoped
    static class Observer {

        @Inject
        Plan plan;

        void on(@Observes @org.eventsource.cdi.Stream("orders") @EventType("order") MessageEvent message) {
            plan.handle(message.data());
        }

        void dead(@Observes @org.eventsource.cdi.Stream("orders") DeadLetterEvent letter) {
            plan.ledger.effect("letter " + letter.message().data());
        }
    }

    @ApplicationScoped
    static class AsyncObserver {

        @Inject
        Plan plan;

        void on(@ObservesAsync @org.eventsource.cdi.Stream("orders") @EventType("order") MessageEvent message) {
            plan.ends.acquireUninterruptibly();
            plan.handle(message.data());
        }
    }

    /** What is left when a process ends. */
    @Dependent
    static class Survivors {

        private static Plan plan;

        @Produces
        @Singleton
        @org.eventsource.cdi.Stream("orders")
        static Ledger ledger() {
            return plan.ledger;
        }

        @Produces
        @Singleton
        static Plan plan() {
            return plan;
        }
    }

    /** Makes the test kit a bean. */
    @Singleton
    static class Kit {

        @Inject
        ScriptedStreams streams;
    }

    @BeforeEach
    void beQuiet() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void stop() {
        logger.setLevel(null);
        if (container != null) {
            plan.ends.release(1_000);
            container.close();
        }
        settings.keySet().forEach(System::clearProperty);
    }

    private void start(Mode mode) {
        set("url", "http://127.0.0.1:1/orders");
        set("reconnection-time", "100ms");
        set("max-reconnection-time", "1s");
        set("connect-timeout", "0s");
        set("idle-timeout", "0s");
        set("handling-delay", "10ms");
        set("handling-attempts", String.valueOf(ATTEMPTS));
        if (mode != Mode.ASYNCHRONOUS && mode != Mode.SKIPPED) {
            set("when-exhausted", "dead-letter");
        }
        mode.settings.forEach(this::set);
        ledger = new Ledger();
        plan = new Plan(ledger);
        Survivors.plan = plan;
        startProcess(mode);
    }

    private void startProcess(Mode mode) {
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, ScriptedStreamsExtension.class)
                .addBeanClasses(Survivors.class, Kit.class)
                .addBeanClasses(mode == Mode.ASYNCHRONOUS ? AsyncObserver.class : Observer.class)
                .addBeanClasses(mode.hasTransactions() ? Ledger.OfLedger.class : Kit.class)
                .initialize();
        streams = container.select(ScriptedStreams.class).get();
        script = streams.of("orders");
        sources = container.select(EventSources.class).get();
        answered = 0;
    }

    /** Ends the process. What it has begun is finished, or never happens. */
    private void endProcess(boolean crash) {
        ledger.gone = crash;
        plan.ends.release(1_000);
        container.close();
        plan.ends.drainPermits();
        ledger.gone = false;
    }

    private void set(String name, String value) {
        String property = "eventsource.orders." + name;
        settings.put(property, value);
        System.setProperty(property, value);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_missed_and_nothing_is_handled_twice(Mode mode) {
        start(mode);
        Long only = Long.getLong("cursor.model.round");
        long rounds = Long.getLong("cursor.model.rounds", ROUNDS);
        LongStream numbers = only == null ? LongStream.range(0, rounds) : LongStream.of(only);
        numbers.forEach(number -> new Round(mode, number).play());
    }

    /** One interleaving. */
    private final class Round {

        private final Mode mode;
        private final long number;
        private final Random random;
        private final List<Block> blocks = new CopyOnWriteArrayList<>();
        private final List<String> steps = new ArrayList<>();

        /** How many blocks the server has made. */
        private int made;

        private boolean connected;
        private boolean closed;
        private boolean paused;
        private int storeFailures;
        private boolean overtaken;
        private int restarts;
        private int resets;

        /** The cursor at the beginning, or the one that the application has set. */
        private String begun = "";

        /** How many effects there were when the stream was paused. */
        private int effectsAtPause;

        Round(Mode mode, long number) {
            this.mode = mode;
            this.number = number;
            this.random = new Random(number);
        }

        /** Returns what the server has sent until now. */
        private HandledBlocks sent() {
            return new HandledBlocks(List.copyOf(blocks), mode == Mode.SKIPPED);
        }

        void play() {
            forget();
            try {
                answer();
                for (int i = 0; i < STEPS; i++) {
                    step();
                    assertNothingMissed();
                    assertNothingDelivered();
                }
                steps.add("the end");
                resume();
                settle();
                cut();
                settle();
                assertRightNumber();
            } catch (AssertionError e) {
                ledger.gone = false;
                throw new AssertionError(
                        "round %d of %s: %s; effects %s, cursor %s"
                                .formatted(number, mode, steps, ledger.effects, ledger.cursor()),
                        e);
            }
            cut();
        }

        /** Forgets the round before. */
        private void forget() {
            ledger.effects.clear();
            ledger.cursors.clear();
            begun = ledger.cursor();
            plan.failures.clear();
            plan.before.clear();
            ledger.lostWith.clear();
            ledger.unansweredWith.clear();
        }

        private void step() {
            switch (random.nextInt(23)) {
                case 0, 1, 2, 3 -> send(1);
                case 4, 5 -> send(2 + random.nextInt(4));
                case 6 -> send(mode != Mode.ASYNCHRONOUS && random.nextInt(4) == 0 ? 60 : 1);
                case 7 -> cut();
                case 8, 9 -> answer();
                case 10 -> storeFails();
                case 11 -> overtake();
                case 12, 13 -> advance();
                case 14, 15 -> pause();
                case 16, 17 -> resume();
                case 18 -> close();
                case 19 -> reset();
                case 20 -> restart();
                default -> end();
            }
        }

        private void send(int count) {
            String text =
                    Stream.generate(this::block).limit(count).map(Block::text).collect(Collectors.joining());
            steps.add("send " + text.replace("\n\n", "; ").replace("\n", ", "));
            if (connected) {
                script.send(text);
            }
        }

        private Block block() {
            String number = String.valueOf(made++);
            int kind = random.nextInt(12);
            String id = kind < 8 ? this.number + "." + number : kind < 10 ? null : "";
            String data = kind == 0 || kind == 11 ? null : "d" + number;
            boolean observed = random.nextInt(8) > 0;
            Block block = new Block(id, data, observed, data == null || !observed ? 0 : failures(data));
            blocks.add(block);
            return block;
        }

        /** Decides what fails while a message is handled. Returns how often its observer fails. */
        private int failures(String data) {
            int failures = List.of(0, 0, 0, 0, 0, 0, 1, 2, Block.ALWAYS, 0).get(random.nextInt(10));
            if (mode == Mode.SKIPPED && failures > 0) {
                // One failure in a transaction of many messages does not count.
                failures = Block.ALWAYS;
            }
            plan.failures.put(data, failures);
            if (mode != Mode.SKIPPED) {
                ledger.lostWith.put(data, random.nextInt(12) == 0 ? 1 : 0);
                ledger.unansweredWith.put(data, random.nextInt(12) == 0 ? 1 : 0);
            }
            boolean overtakes = random.nextInt(20) == 0;
            // The thread of an asynchronous observer would race with a reset, which clears what it writes.
            if (overtakes && mode != Mode.ASYNCHRONOUS) {
                plan.before.put(data, this::handleByAnother);
            }
            return mode == Mode.ASYNCHRONOUS ? 0 : failures;
        }

        private void cut() {
            steps.add("cut");
            if (connected) {
                script.cut();
                connected = false;
            }
        }

        /** Answers a request with all blocks after its id, or with the block of that id, too. */
        private void answer() {
            List<SseRequest> requests = streams.requests("orders");
            if (requests.size() == answered) {
                return;
            }
            answered++;
            String sentId = requests.get(requests.size() - 1).lastEventId().orElse("");
            boolean inclusive = random.nextInt(4) == 0;
            steps.add("answer after \"" + sentId + "\"" + (inclusive ? ", inclusively" : ""));
            script.open();
            connected = true;
            int next = sent().index(sentId) + 1;
            Stream<String> texts = blocks.stream()
                    .skip(inclusive ? Math.max(0, next - 1) : next)
                    .map(Block::text);
            if (random.nextBoolean()) {
                texts.forEach(script::send);
            } else {
                script.send(texts.collect(Collectors.joining()));
            }
        }

        private void storeFails() {
            int kind = random.nextInt(5);
            boolean counts = kind > 0 && storeFailures < MOST_STORE_FAILURES && mode != Mode.SKIPPED;
            storeFailures += counts ? 1 : 0;
            steps.add("store fails " + (counts ? kind : 0));
            (!counts
                            ? ledger.loadsAway
                            : List.of(ledger.savesAway, ledger.commitsLost, ledger.answersLost, ledger.savesUnanswered)
                                    .get(kind - 1))
                    .incrementAndGet();
        }

        private void overtake() {
            steps.add("another process");
            handleByAnother();
        }

        /** Another process handles all blocks after the cursor. */
        private void handleByAnother() {
            overtaken = true;
            synchronized (ledger) {
                List<Block> rest = sent().after(ledger.cursor());
                int end = new HandledBlocks(rest, false).lastIndex() + 1;
                if (end > 0) {
                    List<String> effects = new HandledBlocks(rest.subList(0, end), mode == Mode.SKIPPED).effects();
                    ledger.handleByAnother(effects, rest.get(end - 1).id());
                    effectsAtPause += effects.size();
                }
            }
        }

        /** Returns when the stream has done what it can do now. */
        private void awaitIdle() {
            streams.advance(Duration.ZERO);
        }

        private void pause() {
            if (!paused) {
                steps.add("pause");
                sources.pause("orders");
                awaitIdle();
                paused = true;
                effectsAtPause = ledger.effects.size();
            }
        }

        private void resume() {
            if (paused) {
                steps.add("resume");
                paused = false;
                sources.resume("orders");
                awaitIdle();
            }
        }

        /** The server wants no more requests, so that the stream is closed for good, or the application opens it. */
        private void close() {
            if (closed) {
                steps.add("reopen");
                closed = false;
                sources.reopen("orders");
                awaitIdle();
            } else if (streams.requests("orders").size() > answered) {
                steps.add("close");
                answered = streams.requests("orders").size();
                script.fail(204);
                connected = false;
                closed = true;
            }
        }

        /** The application sets the cursor. From then on the blocks behind it count, and no others. */
        private void reset() {
            List<Integer> moving = IntStream.range(0, blocks.size())
                    .filter(index -> blocks.get(index).moves())
                    .boxed()
                    .toList();
            if (moving.isEmpty()) {
                return;
            }
            resets++;
            int last = moving.get(random.nextInt(moving.size()));
            begun = blocks.get(last).id();
            steps.add("reset to " + begun);
            // The source leaves its request, so that this gets no answer.
            answered = streams.requests("orders").size();
            sources.cursor("orders", begun);
            awaitIdle();
            connected = false;
            closed = false;
            List<Block> rest = List.copyOf(blocks.subList(last + 1, blocks.size()));
            blocks.clear();
            blocks.addAll(rest);
            rest.stream().filter(block -> block.data() != null).forEach(this::failAgain);
            ledger.effects.clear();
            ledger.cursors.clear();
            effectsAtPause = 0;
        }

        private void failAgain(Block block) {
            if (plan.failures.containsKey(block.data())) {
                plan.failures.put(block.data(), mode == Mode.ASYNCHRONOUS ? 0 : block.failures());
            }
        }

        /** A new process has the cursor of the one before, and what it has done. */
        private void restart() {
            if (random.nextInt(24) > 0) {
                // A start of the container takes as long as many other steps.
                return;
            }
            boolean crash = random.nextBoolean();
            steps.add(crash ? "crash" : "stop");
            restarts++;
            endProcess(crash);
            connected = false;
            closed = false;
            paused = false;
            steps.add("start");
            startProcess(mode);
        }

        private void advance() {
            steps.add("advance");
            streams.advance(Duration.ofMillis(random.nextInt(2_000)));
        }

        /** Asynchronous observers return. */
        private void end() {
            if (mode == Mode.ASYNCHRONOUS) {
                steps.add("ends");
                plan.ends.release(random.nextInt(5));
            }
        }

        /** No observer is called while the stream is paused. Asynchronous ones may have been called before. */
        private void assertNothingDelivered() {
            if (paused && mode != Mode.ASYNCHRONOUS) {
                assertThat(ledger.effects).hasSize(effectsAtPause);
            }
        }

        /** All up to the cursor is handled, and the cursor did not move back. */
        private void assertNothingMissed() {
            assertThat(ledger.cursor())
                    .satisfiesAnyOf(
                            cursor -> assertThat(cursor).isEqualTo(begun),
                            cursor -> assertThat(sent().index(cursor)).isNotNegative());
            int handled = sent().index(ledger.cursor()) + 1;
            HandledBlocks certain = new HandledBlocks(blocks.subList(0, handled), mode == Mode.SKIPPED);
            assertThat(List.copyOf(ledger.effects)).containsAll(certain.effects());
            assertThat(ledger.cursors.stream().map(sent()::index)).isSorted();
        }

        private void settle() {
            for (int i = 0; i < 1_000 && !isSettled(); i++) {
                goOn();
            }
            for (int i = 0; i < 3; i++) {
                goOn();
            }
            assertThat(isSettled()).as("all is handled").isTrue();
            if (mode.hasTransactions()) {
                sent().assertOnce(List.copyOf(ledger.effects));
            }
        }

        private boolean isSettled() {
            boolean reached = sent().index(ledger.cursor()) >= sent().lowestIndex();
            return reached && ledger.effects.containsAll(sent().effects());
        }

        private void goOn() {
            plan.ends.release(100);
            if (closed) {
                close();
            }
            streams.advance(Duration.ofSeconds(31));
            answer();
            if (mode == Mode.ASYNCHRONOUS && !isSettled()) {
                await();
            }
        }

        /** Waits until something happens in the store. */
        private void await() {
            try {
                ledger.log.poll(10, MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /**
         * Without transactions and without another process, an observer is called once more than it fails. A new
         * process repeats at most the message that was being handled.
         */
        private void assertRightNumber() {
            List<String> effects = List.copyOf(ledger.effects);
            plan.ends.drainPermits();
            ledger.log.clear();
            // Asynchronous observers of a connection that was left are still called.
            boolean left = mode == Mode.ASYNCHRONOUS && resets + restarts > 0;
            if (mode.hasTransactions() || overtaken || left) {
                return;
            }
            int repeated = 0;
            for (Block block : blocks) {
                if (block.moves() && block.data() != null && block.observed()) {
                    int more = Collections.frequency(effects, block.data()) - Math.min(block.failures() + 1, ATTEMPTS);
                    boolean attemptsCount = restarts == 0 || block.failures() < Block.ALWAYS;
                    assertThat(more).as(block.data()).isNotNegative();
                    repeated += attemptsCount ? more : 0;
                }
            }
            if (restarts == 0 || mode == Mode.WITHOUT_TRANSACTION) {
                assertThat(repeated).as("messages that were repeated").isLessThanOrEqualTo(restarts);
            }
        }
    }
}
