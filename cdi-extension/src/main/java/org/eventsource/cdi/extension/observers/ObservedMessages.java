package org.eventsource.cdi.extension.observers;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.ErrorKind;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.extension.model.CommitUnit;
import org.eventsource.cdi.extension.model.HandlingSettings;
import org.eventsource.cdi.extension.model.WhenExhausted;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.CursorException;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.cursor.Resumption;
import org.eventsource.impl.cursor.Saves;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.transport.Shown;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Handles the messages of one connection with the observers of a stream, and moves the cursor. It decides what follows
 * when an observer or the store of the cursor fails. Used in turn, except where a comment allows any thread.
 */
public final class ObservedMessages implements MessageHandler {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private static final int LARGEST_UNIT = 50;

    /** After this time a unit of work gets no further message. It is much less than a container allows. */
    private static final Duration LONGEST_UNIT = Duration.ofSeconds(10);

    private static final Duration STORE_DELAY = Duration.ofSeconds(1);

    /** How often messages that nobody observes move the cursor. */
    private static final Duration UNOBSERVED_MOVES = Duration.ofSeconds(1);

    private final String name;
    private final StreamObservers observers;
    private final HandlingSettings settings;
    private final HandlingUnit unit;
    private final @Nullable Cursor cursor;
    private final Followers followers;
    private final Gate gate;
    private final Runnable settled;
    private final AsyncMarks marks = new AsyncMarks();

    /** The messages that are not handled, in order. */
    private final Deque<Item> waiting = new ArrayDeque<>();

    /** Whether there are such messages. Read by any thread. */
    private volatile boolean busy;

    private Step step = Step.HANDLE;

    /** What a commit, of which nothing is known, was for. */
    private Step committed = Step.HANDLE;

    /** What was fired in that unit of work. */
    private List<Fired> committedCalls = List.of();

    /** The id in the store before that unit of work. */
    private Optional<String> known = Optional.empty();

    /** The position that is reached but not saved; null: there is none. */
    private @Nullable String unsaved;

    /** So many of the waiting messages are handled one by one, because they have failed together. */
    private int single;

    /** How often the first waiting message has failed. */
    private int attempts;

    /** Why the first waiting message has failed; null: it has not. */
    private Fired.@Nullable Failed failed;

    /** Why it has become a dead letter; null: it has not. */
    private Fired.@Nullable Failed exhausted;

    private Duration delay;
    private Duration storeDelay = STORE_DELAY;
    private long unobservedMoveAt = System.nanoTime() - UNOBSERVED_MOVES.toNanos();
    private boolean conflictLogged;

    /** What is to be done next. */
    private enum Step {
        /** Call the observers of the waiting messages. */
        HANDLE,
        /** Ask the store whether the last unit of work was committed. */
        CONFIRM,
        /** Ask the store whether it answers, before a failure counts. */
        CHECK,
        /** Call the observers of dead letters. */
        DEAD_LETTER,
        /** Save the position that is reached. */
        SAVE
    }

    /**
     * A handler for one connection.
     *
     * @param name the name of the stream in the log
     * @param cursor null: there is none
     * @param settled is called when asynchronous observers have returned
     */
    public ObservedMessages(
            String name,
            StreamObservers observers,
            HandlingSettings settings,
            UnitOfWork unit,
            @Nullable Cursor cursor,
            Followers followers,
            Gate gate,
            Runnable settled) {
        this.name = name;
        this.observers = observers;
        this.settings = settings;
        this.unit = new HandlingUnit(name, unit, cursor);
        this.cursor = cursor;
        this.followers = followers;
        this.gate = gate;
        this.settled = settled;
        this.delay = settings.delay();
    }

    @Override
    public Outcome handle(MessageEvent message, @Nullable String position) {
        waiting.addLast(new Item(message.withTarget(null), position));
        busy = true;
        boolean collects = byRead() && unit.hasTransactions() && waiting.size() < LARGEST_UNIT;
        return collects ? Outcome.DONE : work(!byRead());
    }

    private boolean byRead() {
        return settings.commit() == CommitUnit.READ;
    }

    @Override
    public Outcome move(String position) {
        Item last = waiting.pollLast();
        if (last != null) {
            waiting.addLast(new Item(last.message(), position));
            return Outcome.DONE;
        }
        reached(position, List.of());
        return work(!byRead());
    }

    @Override
    public Outcome readEnd() {
        return waiting.isEmpty() && unsaved == null ? Outcome.DONE : work(true);
    }

    @Override
    public Outcome again() {
        return work(true);
    }

    @Override
    public Outcome settle() {
        return work(true);
    }

    @Override
    public void resumed(Resumption resumption) {
        ResumedEvent event = ResumedEvent.of(
                resumption.sentId(), resumption.firstId().orElse(null), resumption.silence(), resumption.repeated());
        gate.run(() -> observers.fire(event));
    }

    @Override
    public boolean isBusy() {
        return busy || !marks.areEmpty();
    }

    @Override
    public void abandon() {
        waiting.clear();
        busy = false;
        single = 0;
        begin(Step.HANDLE);
        next();
    }

    /** Does what is to be done, until nothing is left or something has to wait. */
    private Outcome work(boolean saves) {
        Outcome[] outcome = {Outcome.STOPPED};
        gate.run(() -> outcome[0] = workInGate(saves));
        busy = !waiting.isEmpty();
        return outcome[0];
    }

    private Outcome workInGate(boolean saves) {
        Outcome outcome = Outcome.DONE;
        while (outcome == Outcome.DONE && hasWork(saves)) {
            outcome = switch (step) {
                case HANDLE -> handle();
                case CONFIRM -> confirm();
                case CHECK -> check();
                case DEAD_LETTER -> deadLetter();
                case SAVE -> save();
            };
        }
        return outcome;
    }

    private boolean hasWork(boolean saves) {
        String mark = marks.take();
        unsaved = mark == null ? unsaved : mark;
        if (step == Step.HANDLE && unsaved != null && cursor != null && saves) {
            begin(Step.SAVE);
        }
        return step != Step.HANDLE || !waiting.isEmpty();
    }

    private void begin(Step next) {
        step = next;
    }

    private Outcome handle() {
        if (!observers.observes(first().message().type())) {
            return passBy();
        }
        int count = unit.hasTransactions() && byRead() && single == 0 ? waiting.size() : 1;
        List<Item> items = waiting.stream().limit(count).toList();
        UnitResult[] result = new UnitResult[1];
        known = lastKnown();
        observers.inContext(items.get(0).message(), () -> result[0] = unit.run(() -> fire(items)));
        return follow(requireNonNull(result[0]), Step.HANDLE, items.size());
    }

    /** Nobody observes the first message. */
    private Outcome passBy() {
        boolean moves = System.nanoTime() - unobservedMoveAt >= UNOBSERVED_MOVES.toNanos();
        if (moves && first().position() != null) {
            unobservedMoveAt = System.nanoTime();
        }
        finish(moves ? Move.DUE : Move.NONE, List.of());
        return Outcome.DONE;
    }

    /** Calls the observers of messages, until one fails or the time is up. */
    private HandlingUnit.Calls fire(List<Item> items) {
        List<Fired> fired = new ArrayList<>();
        long begun = System.nanoTime();
        String position = null;
        for (Item item : items) {
            if (!fired.isEmpty() && System.nanoTime() - begun > LONGEST_UNIT.toNanos()) {
                break;
            }
            followers.attempt(item.message(), () -> fired.add(observers.fire(item.message(), followers::failed)));
            position = item.position() == null ? position : item.position();
            if (fired.get(fired.size() - 1).failed().isPresent()) {
                break;
            }
        }
        return new HandlingUnit.Calls(fired, position);
    }

    /** Continues after a unit of work of the first {@code count} messages. */
    private Outcome follow(UnitResult result, Step of, int count) {
        if (result instanceof UnitResult.Committed done) {
            storeDelay = STORE_DELAY;
            return succeeded(of, done.fired());
        }
        if (result instanceof UnitResult.Conflict conflict) {
            return conflict(String.valueOf(conflict.cause().getMessage()), conflict.cause());
        }
        if (result instanceof UnitResult.NotBegun not) {
            return storeAway(not.cause());
        }
        if (count > 1 && !(result instanceof UnitResult.Uncertain)) {
            single = count;
            return Outcome.DONE;
        }
        if (result instanceof UnitResult.Failed failure) {
            return failed(failure.fired(), of);
        }
        if (result instanceof UnitResult.Unsaved not) {
            return of == Step.SAVE ? storeAway(not.cause()) : failed(ofCommit(not.cause()), of);
        }
        UnitResult.Uncertain uncertain = (UnitResult.Uncertain) result;
        committed = of;
        committedCalls = uncertain.fired();
        failed = new Fired.Failed(Phase.COMMIT, uncertain.cause(), true);
        begin(Step.CONFIRM);
        return Outcome.DONE;
    }

    private static Fired ofCommit(Throwable cause) {
        return new Fired(List.of(new Fired.Failed(Phase.COMMIT, cause, true)), List.of());
    }

    private Outcome succeeded(Step of, List<Fired> calls) {
        begin(Step.HANDLE);
        if (of == Step.SAVE) {
            followers.cursorMoved(requireNonNull(unsaved));
            unsaved = null;
            return Outcome.DONE;
        }
        Move move = unit.hasTransactions() ? Move.DONE : Move.DUE;
        for (Fired fired : calls) {
            observers.report(first().message(), fired.failures());
            finish(move, fired.async());
        }
        return Outcome.DONE;
    }

    /** How the cursor moves with a message. */
    private enum Move {
        /** It was moved with the calls of the observers. */
        DONE,
        /** It is still to be moved. */
        DUE,
        /** It stays. */
        NONE
    }

    /**
     * The first message is done.
     *
     * @param async calls of asynchronous observers that are to be made now
     */
    private void finish(Move move, List<Consumer<Runnable>> async) {
        Item item = waiting.removeFirst();
        String position = item.position();
        single = Math.max(0, single - 1);
        next();
        if (move == Move.DUE) {
            reached(position, async);
        } else {
            async.forEach(call -> call.accept(() -> {}));
        }
        if (move == Move.DONE && position != null) {
            unsaved = null;
            followers.cursorMoved(position);
        }
        followers.handled(item.message());
    }

    /** Everything up to a position is done, except asynchronous observers. */
    private void reached(@Nullable String position, List<Consumer<Runnable>> async) {
        if (async.isEmpty() && marks.areEmpty()) {
            unsaved = position == null ? unsaved : position;
            return;
        }
        AsyncMarks.Mark mark = marks.add(position, async.size());
        async.forEach(call -> call.accept(() -> {
            if (marks.ended(mark)) {
                settled.run();
            }
        }));
    }

    /** Another message is the first. */
    private void next() {
        attempts = 0;
        failed = null;
        delay = settings.delay();
    }

    private Item first() {
        return waiting.getFirst();
    }

    /** The observers have failed, or the unit of work with their calls. */
    private Outcome failed(Fired fired, Step of) {
        failed = fired.failed().orElseThrow();
        if (of == Step.DEAD_LETTER) {
            observers.deadLetterFailed(failed.cause());
            begin(Step.DEAD_LETTER);
            return new Outcome.Again(nextDelay());
        }
        observers.report(first().message(), fired.failures());
        begin(Step.CHECK);
        return Outcome.DONE;
    }

    private Outcome confirm() {
        Optional<String> stored;
        try {
            stored = load();
        } catch (CursorException e) {
            return storeAway(e);
        }
        storeDelay = STORE_DELAY;
        String expected = committed == Step.SAVE ? unsaved : lastPosition();
        // A message with the id before it leaves no trace in the store.
        if (stored.filter(id -> id.equals(expected)).isPresent() && !stored.equals(known)) {
            return succeeded(committed, committedCalls);
        }
        if (!stored.equals(known)) {
            return movedByAnother(stored);
        }
        begin(committed);
        return switch (committed) {
            case SAVE -> new Outcome.Again(nextStoreDelay());
            case DEAD_LETTER -> failed(ofCommit(requireNonNull(failed).cause()), Step.DEAD_LETTER);
            default -> uncommitted();
        };
    }

    /** The calls of observers were not committed. */
    private Outcome uncommitted() {
        if (committedCalls.size() > 1) {
            single = committedCalls.size();
            return Outcome.DONE;
        }
        observers.report(first().message(), List.of(requireNonNull(failed)));
        return decide();
    }

    /** Returns the last position of the messages of the unit of work. */
    private @Nullable String lastPosition() {
        return waiting.stream()
                .limit(committedCalls.size())
                .map(Item::position)
                .reduce(null, (before, position) -> position == null ? before : position);
    }

    /** A failure counts only if the store answers: it may be the reason for the failure. */
    private Outcome check() {
        try {
            Optional<String> stored = load();
            storeDelay = STORE_DELAY;
            return stored.equals(known) ? decide() : movedByAnother(stored);
        } catch (CursorException e) {
            return storeAway(e);
        }
    }

    private Optional<String> lastKnown() {
        return cursor == null ? Optional.empty() : cursor.last();
    }

    private Optional<String> load() throws CursorException {
        return cursor == null ? Optional.empty() : cursor.load();
    }

    /** Decides what follows after the failure of the first message. */
    private Outcome decide() {
        Fired.Failed failure = requireNonNull(failed);
        attempts++;
        begin(Step.HANDLE);
        return switch (settings.onFailure()) {
            case CLOSE -> {
                followers.failed(failure.cause());
                yield Outcome.STOPPED;
            }
            case CONTINUE -> {
                finish(Move.DUE, List.of());
                yield Outcome.DONE;
            }
            case RETRY ->
                failure.phase() == Phase.DECODING || attempts == settings.attempts()
                        ? exhausted(failure)
                        : new Outcome.Again(nextDelay());
        };
    }

    private Outcome exhausted(Fired.Failed failure) {
        if (settings.whenExhausted() == WhenExhausted.DEAD_LETTER) {
            exhausted = failure;
            begin(Step.DEAD_LETTER);
            return Outcome.DONE;
        }
        String reason = "%s at a message of type \"%s\", and when-exhausted is close: %s"
                .formatted(
                        failure.phase() == Phase.DECODING
                                ? "the data cannot be decoded"
                                : "observers have failed %d %s".formatted(attempts, attempts == 1 ? "time" : "times"),
                        ForeignText.of(first().message().type()),
                        Shown.message(String.valueOf(failure.cause())));
        return new Outcome.Ended(Failure.of(ErrorKind.OBSERVER, reason, failure.cause()));
    }

    private Outcome deadLetter() {
        Item item = first();
        DeadLetterEvent letter =
                DeadLetterEvent.of(item.message(), requireNonNull(exhausted).cause(), attempts);
        UnitResult[] result = new UnitResult[1];
        known = lastKnown();
        observers.inContextOfLetter(letter, () -> result[0] = unit.run(() -> letterCalls(letter, item)));
        return follow(requireNonNull(result[0]), Step.DEAD_LETTER, 1);
    }

    private HandlingUnit.Calls letterCalls(DeadLetterEvent letter, Item item) {
        List<Fired.Failed> failures = observers
                .fire(letter)
                .map(thrown -> List.of(new Fired.Failed(Phase.OBSERVER, thrown, true)))
                .orElse(List.of());
        return new HandlingUnit.Calls(List.of(new Fired(failures, List.of())), item.position());
    }

    private Outcome save() {
        known = lastKnown();
        return follow(unit.save(requireNonNull(unsaved)), Step.SAVE, 1);
    }

    private Duration nextDelay() {
        Duration now = delay;
        Duration doubled = now.multipliedBy(2);
        Duration longest = settings.maxDelay();
        delay = doubled.compareTo(longest) < 0 ? doubled : now.compareTo(longest) < 0 ? longest : now;
        return now;
    }

    private Duration nextStoreDelay() {
        Duration now = storeDelay;
        storeDelay = Saves.doubled(now);
        return now;
    }

    private Outcome storeAway(Throwable cause) {
        if (cursor != null) {
            cursor.unanswered(cause);
        } else {
            LOGGER.log(WARNING, name + ": no transaction can be begun", ForeignText.of(cause));
        }
        return new Outcome.Again(nextStoreDelay());
    }

    private Outcome movedByAnother(Optional<String> stored) {
        String now = stored.map(ForeignText::of).orElse("no id");
        return conflict("the store has " + now + " instead of the id that this process has saved", null);
    }

    private Outcome conflict(String found, @Nullable Throwable cause) {
        unsaved = null;
        marks.forgetPositions();
        String reason = "another process has moved the cursor: " + found;
        if (!conflictLogged) {
            conflictLogged = true;
            LOGGER.log(
                    WARNING,
                    "%s: %s; what this process did for those messages is rolled back if it was in a transaction. If another application uses this cursor, set another cursor-name for one of them. Replicas of one application may share it, and each roll-back is lost work"
                            .formatted(name, reason));
        }
        return new Outcome.Broken(
                cause == null ? Failure.of(ErrorKind.CURSOR, reason) : Failure.of(ErrorKind.CURSOR, reason, cause));
    }
}
