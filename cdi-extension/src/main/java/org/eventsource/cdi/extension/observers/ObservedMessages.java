package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.extension.model.CommitUnit;
import org.eventsource.cdi.extension.model.HandlingSettings;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.cursor.Resumption;
import org.eventsource.impl.state.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Handles the messages of one connection with the observers of a stream, step by step, until nothing is left or
 * something has to wait. {@link FailurePolicy} decides what follows after a failure, {@link CursorMoves} how far the
 * cursor moves. Used in turn, except where a comment allows any thread.
 */
public final class ObservedMessages implements MessageHandler {

    private static final int LARGEST_UNIT = 50;

    /** After this time a unit of work gets no further message. It is much less than a container allows. */
    private static final Duration LONGEST_UNIT = Duration.ofSeconds(10);

    private final StreamObservers observers;
    private final HandlingSettings settings;
    private final HandlingUnit unit;
    private final Followers followers;
    private final Gate gate;
    private final BooleanSupplier delivers;
    private final CursorMoves moves;
    private final FailurePolicy failurePolicy;

    /** The messages that are not handled, in order. */
    private final Deque<Item> waiting = new ArrayDeque<>();

    /** The messages that are handled and that the followers wait for, until the cursor is saved, in order. */
    private final Deque<MessageEvent> unfollowed = new ArrayDeque<>();

    /** Whether there are messages that are not handled. Read by any thread. */
    private volatile boolean busy;

    /**
     * The thread in the gate until the end of a read, so that a stop waits until the handled messages of the read are
     * saved; null: there are none.
     */
    private @Nullable Thread inside;

    private Step step = Step.HANDLE;

    /** What follows when the position is saved. */
    private Step afterSave = Step.HANDLE;

    /** What a commit, of which nothing is known, was for. */
    private Step committed = Step.HANDLE;

    /** What was fired in that unit of work. */
    private List<Fired> committedCalls = List.of();

    /** Whether the store has failed since the last attempt, without observers. Then a failed attempt does not count. */
    private boolean storeFailed;

    /** So many of the waiting messages are handled one by one, because they have failed together. */
    private int single;

    /** What is to be done next. */
    private enum Step {
        /** Call the observers of the waiting messages. */
        HANDLE,
        /** Ask the store whether the last unit of work was committed. */
        CONFIRM,
        /** Ask the store whether it saves, before a save that has failed counts. */
        TRY_SAVE,
        /** Ask the store whether it answers, before a failure counts. */
        CHECK,
        /** Call the observers of dead letters. */
        DEAD_LETTER,
        /** Save the position that is reached. */
        SAVE,
        /** Close the stream for good. */
        CLOSE
    }

    /**
     * A handler for one connection.
     *
     * @param name the name of the stream in the log
     * @param cursor null: there is none
     * @param settled is called when asynchronous observers have returned
     * @param delivers returns whether the source is neither paused nor closed
     */
    public ObservedMessages(
            String name,
            StreamObservers observers,
            HandlingSettings settings,
            UnitOfWork unit,
            @Nullable Cursor cursor,
            Followers followers,
            Gate gate,
            Runnable settled,
            BooleanSupplier delivers) {
        this.observers = observers;
        this.settings = settings;
        this.unit = new HandlingUnit(name, unit, cursor);
        this.moves = new CursorMoves(name, cursor, settled);
        this.failurePolicy = new FailurePolicy(settings);
        this.followers = followers;
        this.gate = gate;
        this.delivers = delivers;
    }

    @Override
    public Outcome handle(MessageEvent message, @Nullable String position) {
        followers.received(message);
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
            waiting.addLast(last.followedBy(position));
            return Outcome.DONE;
        }
        moves.reached(position, List.of());
        return work(!byRead());
    }

    @Override
    public Outcome readEnd() {
        return waiting.isEmpty() && !moves.hasUnsaved() ? Outcome.DONE : work(true);
    }

    @Override
    public Outcome again() {
        return step == Step.DEAD_LETTER && !mayDeliver() ? Outcome.HELD : work(true);
    }

    /** Returns whether observers may be called for the next message: no pause, no close and no stop. */
    private boolean mayDeliver() {
        return delivers.getAsBoolean() && !gate.isClosed();
    }

    @Override
    public Outcome settle() {
        return again();
    }

    @Override
    public void resumed(Resumption resumption) {
        ResumedEvent event = ResumedEvent.of(
                resumption.sentId(), resumption.firstId().orElse(null), resumption.silence(), resumption.repeated());
        gate.run(() -> observers.fire(event));
    }

    @Override
    public boolean isBusy() {
        return busy || moves.waitForObservers();
    }

    @Override
    public void abandon() {
        waiting.clear();
        busy = false;
        single = 0;
        begin(Step.HANDLE);
        afterSave = Step.HANDLE;
        failurePolicy.begin();
    }

    /** Does what is to be done, until nothing is left or something has to wait. */
    private Outcome work(boolean saves) {
        Thread entered = inside;
        inside = null;
        if (entered == null && !gate.enter()) {
            return Outcome.STOPPED;
        }
        entered = entered == null ? Thread.currentThread() : entered;
        try {
            Outcome outcome = workInGate(saves);
            inside = !saves && outcome == Outcome.DONE && moves.hasUnsaved() ? entered : null;
            return outcome;
        } finally {
            busy = !waiting.isEmpty();
            if (inside == null) {
                gate.leave(entered);
            }
        }
    }

    private Outcome workInGate(boolean saves) {
        try {
            return steps(saves);
        } finally {
            followers.attempted();
        }
    }

    private Outcome steps(boolean saves) {
        Outcome outcome = Outcome.DONE;
        while (outcome == Outcome.DONE && hasWork(saves)) {
            outcome = switch (step) {
                case HANDLE -> handle();
                case CONFIRM -> confirm();
                case TRY_SAVE -> trySave();
                case CHECK -> check();
                case DEAD_LETTER -> deadLetter();
                case SAVE -> save();
                case CLOSE -> close();
            };
        }
        if (outcome != Outcome.DONE) {
            // The store may be away for long.
            tellFollowers();
        }
        return outcome;
    }

    /** What is done is saved before the stream is closed, stopped or paused: the next read may be of a new process. */
    private boolean hasWork(boolean saves) {
        boolean isDue = step == Step.CLOSE || (step == Step.HANDLE && (saves || !mayDeliver()));
        if (isDue && moves.hasUnsaved()) {
            afterSave = step;
            begin(Step.SAVE);
        }
        return step != Step.HANDLE || !waiting.isEmpty();
    }

    private void begin(Step next) {
        step = next;
    }

    private Outcome handle() {
        if (!mayDeliver()) {
            return Outcome.HELD;
        }
        if (!observers.observes(first().message().type())) {
            return passBy();
        }
        int count = unit.hasTransactions() && byRead() && single == 0 ? waiting.size() : 1;
        List<Item> items = waiting.stream().limit(count).toList();
        UnitResult[] result = new UnitResult[1];
        moves.begin();
        observers.inContext(items.get(0).message(), () -> result[0] = unit.run(() -> fire(items)));
        return follow(requireNonNull(result[0]), Step.HANDLE, items.size());
    }

    /**
     * Nobody observes the first message. Followers receive it once, so the cursor moves with each that they receive.
     */
    private Outcome passBy() {
        attempting(first().message());
        boolean moved = first().ofBlock() || followers.receiveMessages() || moves.moveUnobserved(first().position());
        finish(moved ? Move.DUE : Move.NONE, List.of());
        return Outcome.DONE;
    }

    /** Calls the observers of messages, until one fails, the time is up, or no further message may be delivered. */
    private HandlingUnit.Calls fire(List<Item> items) {
        List<Fired> fired = new ArrayList<>();
        long begun = System.nanoTime();
        String position = null;
        for (Item item : items) {
            if (!fired.isEmpty() && (System.nanoTime() - begun > LONGEST_UNIT.toNanos() || !mayDeliver())) {
                break;
            }
            attempting(item.message());
            fired.add(observers.fire(item.message(), followers::failed));
            if (items.size() > 1) {
                followers.attempted();
            }
            position = item.position() == null ? position : item.position();
            if (fired.get(fired.size() - 1).failed().isPresent()) {
                break;
            }
        }
        return new HandlingUnit.Calls(fired, position);
    }

    /** Begins an attempt. The attempt of the message before goes on if that message is not saved yet. */
    private void attempting(MessageEvent message) {
        if (!unfollowed.isEmpty()) {
            followers.attempted();
        }
        followers.attempting(message);
    }

    /** Continues after a unit of work of the first {@code count} messages. */
    private Outcome follow(UnitResult result, Step of, int count) {
        if (result instanceof UnitResult.Committed done) {
            moves.answered();
            return succeeded(of, done.fired());
        }
        if (result instanceof UnitResult.Conflict conflict) {
            return moves.conflict(Failure.of(conflict.cause()));
        }
        if (result instanceof UnitResult.NotBegun not) {
            return moves.away(not.cause());
        }
        if (count > 1 && !(result instanceof UnitResult.Uncertain)) {
            single = count;
            return Outcome.DONE;
        }
        if (result instanceof UnitResult.Failed failure) {
            return failed(failure.fired(), of);
        }
        if (result instanceof UnitResult.Unsaved not) {
            return of == Step.SAVE ? moves.away(not.cause()) : unsaved(not, of);
        }
        UnitResult.Uncertain uncertain = (UnitResult.Uncertain) result;
        committed = of;
        committedCalls = uncertain.fired();
        storeFailed = false;
        if (of != Step.SAVE) {
            failurePolicy.failed(new Fired.Failed(Phase.COMMIT, uncertain.cause(), true));
        }
        begin(Step.CONFIRM);
        return Outcome.DONE;
    }

    private Outcome unsaved(UnitResult.Unsaved result, Step of) {
        Outcome outcome = failed(ofCommit(result.cause()), of);
        if (result.tried() && of == Step.HANDLE) {
            begin(Step.TRY_SAVE);
        }
        return outcome;
    }

    private static Fired ofCommit(Throwable cause) {
        return new Fired(List.of(new Fired.Failed(Phase.COMMIT, cause, true)), List.of());
    }

    private Outcome succeeded(Step of, List<Fired> calls) {
        begin(of == Step.SAVE ? afterSave : Step.HANDLE);
        afterSave = Step.HANDLE;
        if (of == Step.SAVE) {
            followers.cursorMoved(moves.unsaved());
            moves.saved();
            tellFollowers();
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
        failurePolicy.begin();
        if (move == Move.DUE) {
            moves.reached(position, async);
        } else {
            async.forEach(call -> call.accept(() -> {}));
        }
        if (move == Move.DONE && position != null) {
            moves.saved();
            followers.cursorMoved(position);
        }
        observers.handled(item.message());
        unfollowed.addLast(item.message());
        if (!moves.hasUnsaved()) {
            tellFollowers();
        }
    }

    /** Followers may take their time, or fail, so the cursor is saved before. */
    private void tellFollowers() {
        while (!unfollowed.isEmpty()) {
            followers.handled(unfollowed.removeFirst());
        }
    }

    private Item first() {
        return waiting.getFirst();
    }

    /** The observers have failed, or the unit of work with their calls. */
    private Outcome failed(Fired fired, Step of) {
        Fired.Failed failure = fired.failed().orElseThrow();
        failurePolicy.failed(failure);
        if (of == Step.DEAD_LETTER) {
            observers.deadLetterFailed(failure.cause());
            begin(Step.DEAD_LETTER);
            return new Outcome.Again(failurePolicy.delay());
        }
        observers.report(first().message(), fired.failures());
        storeFailed = false;
        begin(Step.CHECK);
        return Outcome.DONE;
    }

    /** The save has failed because of the store, or because of what the observers did in the transaction. */
    private Outcome trySave() {
        UnitResult problem = unit.trySave(requireNonNull(first().position()));
        if (problem == null) {
            begin(Step.CHECK);
            return Outcome.DONE;
        }
        storeFailed = true;
        return follow(problem, Step.SAVE, 1);
    }

    /** Nobody knows whether the last unit of work was committed. */
    private Outcome confirm() {
        StoredPosition found = moves.ask(committed == Step.SAVE ? moves.unsaved() : lastPosition());
        if (found instanceof StoredPosition.Unknown unknown) {
            storeFailed = true;
            return unknown.outcome();
        }
        if (found instanceof StoredPosition.Moved) {
            return succeeded(committed, committedCalls);
        }
        begin(committed);
        return switch (committed) {
            case SAVE -> moves.later();
            case DEAD_LETTER -> failed(ofCommit(failurePolicy.last().cause()), Step.DEAD_LETTER);
            default -> uncommitted();
        };
    }

    /** The calls of observers were not committed. */
    private Outcome uncommitted() {
        if (committedCalls.size() > 1) {
            single = committedCalls.size();
            return Outcome.DONE;
        }
        observers.report(first().message(), List.of(failurePolicy.last()));
        return decideIfCounted();
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
        if (moves.ask(null) instanceof StoredPosition.Unknown unknown) {
            storeFailed = true;
            return unknown.outcome();
        }
        return decideIfCounted();
    }

    /** The store answers. If it has not answered since the failure, the failure does not count. */
    private Outcome decideIfCounted() {
        if (storeFailed) {
            begin(Step.HANDLE);
            return Outcome.DONE;
        }
        return decide();
    }

    private Outcome decide() {
        begin(Step.HANDLE);
        return switch (failurePolicy.decide()) {
            case AGAIN -> new Outcome.Again(failurePolicy.delay());
            case SKIP -> {
                finish(Move.DUE, List.of());
                yield Outcome.DONE;
            }
            case DEAD_LETTER -> {
                if (!observers.receivesLetters(first().message().type())) {
                    yield new Outcome.Ended(failurePolicy.undeliverable(first().message()));
                }
                begin(Step.DEAD_LETTER);
                yield Outcome.DONE;
            }
            case END -> new Outcome.Ended(failurePolicy.end(first().message()));
            case CLOSE -> {
                begin(Step.CLOSE);
                yield Outcome.DONE;
            }
        };
    }

    private Outcome close() {
        begin(Step.HANDLE);
        followers.failed(failurePolicy.last().shown());
        return Outcome.STOPPED;
    }

    private Outcome deadLetter() {
        Item item = first();
        DeadLetterEvent letter = failurePolicy.letter(item.message());
        UnitResult[] result = new UnitResult[1];
        moves.begin();
        observers.inContextOfLetter(letter, () -> result[0] = unit.run(() -> letterCalls(letter, item)));
        return follow(requireNonNull(result[0]), Step.DEAD_LETTER, 1);
    }

    private HandlingUnit.Calls letterCalls(DeadLetterEvent letter, Item item) {
        followers.attempting(item.message());
        return new HandlingUnit.Calls(List.of(observers.fire(letter)), item.position());
    }

    private Outcome save() {
        moves.begin();
        return follow(unit.save(moves.unsaved()), Step.SAVE, 1);
    }
}
