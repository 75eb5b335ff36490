package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.inject.literal.NamedLiteral;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.Audience;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.HandlingSettings;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.model.TransactionUse;
import org.eventsource.cdi.extension.model.WhenExhausted;
import org.eventsource.cdi.extension.observers.ApplicationBean;
import org.eventsource.cdi.extension.observers.ApplicationBeans;
import org.eventsource.cdi.extension.observers.UnitOfWork;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.FileCursors;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.Shown;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.ForeignText;
import org.eventsource.spi.Transactions;

/** Finds the cursor of each observed stream, and the transactions in which it moves. */
public final class CursorStores {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private static final String FILE = "file";
    private static final String NONE = "none";

    private final ApplicationBeans beans;

    /** One store for each directory: a second one could not use its files. */
    private final Map<Path, FileCursors> files = new HashMap<>();

    private final Map<String, Optional<StreamCursor>> found = new HashMap<>();

    public CursorStores(ApplicationBeans beans) {
        this.beans = beans;
    }

    /**
     * The cursor of one stream.
     *
     * @param kind the kind of its store, for messages
     */
    record StreamCursor(String kind, CursorUse use, UnitOfWork unit) {}

    /**
     * Returns the cursor of an observed stream.
     *
     * @throws IllegalArgumentException if a setting is missing or does not fit
     */
    synchronized Optional<StreamCursor> find(StreamSettings settings, Audience audience) {
        Optional<StreamCursor> known = found.get(settings.key());
        if (known == null) {
            known = create(settings, audience);
            found.put(settings.key(), known);
        }
        return known;
    }

    /** Closes the files of cursors: other processes may use them. */
    synchronized void close() {
        for (FileCursors each : files.values()) {
            try {
                each.close();
            } catch (IOException e) {
                LOGGER.log(WARNING, "The files of cursors could not be closed", ForeignText.of(e));
            }
        }
    }

    /** Reports what is wrong with the cursors of streams. */
    void check(List<StreamSettings> streams, Function<String, Audience> audiences, Consumer<String> problems) {
        Map<String, String> names = new HashMap<>();
        for (StreamSettings settings : streams) {
            Audience audience = audiences.apply(settings.key());
            if (audience.needsStream()) {
                check(settings, audience, names, problems);
            }
        }
    }

    private void check(
            StreamSettings settings, Audience audience, Map<String, String> names, Consumer<String> problems) {
        String stream = StreamName.of(settings.key());
        try {
            Optional<StreamCursor> cursor = find(settings, audience);
            cursor.ifPresent(present -> {
                String name = present.kind() + " " + present.use().name();
                String other = names.putIfAbsent(name, stream);
                if (other != null) {
                    problems.accept("%s and %s: both have the cursor %s; set another cursor-name for one of them"
                            .formatted(other, stream, Shown.of(present.use().name())));
                }
            });
            HandlingSettings handling = settings.handling(cursor.isPresent());
            if (handling.onFailure() == OnFailure.RETRY && handling.whenExhausted() == WhenExhausted.DEAD_LETTER) {
                checkLetters(stream, audience, problems);
            }
        } catch (IllegalArgumentException e) {
            problems.accept("%s: %s".formatted(stream, e.getMessage()));
        }
    }

    private static void checkLetters(String stream, Audience audience, Consumer<String> problems) {
        List<ObserverDeclaration> without = audience.withoutLetters();
        if (!audience.receives(EventKind.DEAD_LETTER)) {
            problems.accept(
                    "%s: when-exhausted: set to dead-letter, but no observer of DeadLetterEvent receives its letters"
                            .formatted(stream));
        } else if (!without.isEmpty()) {
            problems.accept(
                    "%s: when-exhausted: set to dead-letter, but no synchronous observer of DeadLetterEvent receives the letters of %s; it has to observe the same event type, for each event, in the transaction"
                            .formatted(stream, named(without)));
        }
    }

    private static String named(List<ObserverDeclaration> observers) {
        return observers.stream().map(ObserverDeclaration::named).sorted().collect(Collectors.joining(" and "));
    }

    private Optional<StreamCursor> create(StreamSettings settings, Audience audience) {
        String kind = settings.find(Setting.CURSOR).orElse("");
        if (kind.equals(NONE)) {
            return Optional.empty();
        }
        if (kind.isEmpty()) {
            List<ApplicationBean<CursorStore>> own =
                    beans.find(CursorStore.class, org.eventsource.cdi.Stream.Literal.of(settings.key()));
            return only(own, "CursorStore with @Stream")
                    .map(bean -> cursor("the bean", bean.get(), settings, audience));
        }
        if (kind.equals(FILE)) {
            return Optional.of(cursor(FILE, file(settings), settings, audience));
        }
        Optional<CursorKind> added =
                kinds().filter(each -> each.name().equals(kind)).findFirst();
        if (added.isPresent()) {
            UnitOfWork unit = transactionsOfKind(settings, audience, kind);
            KindSettings given = new KindSettings(name(settings), settings, unit.hasTransactions());
            return Optional.of(cursor(kind, added.get().create(given), settings, unit));
        }
        CursorStore named = only(
                        beans.find(CursorStore.class, NamedLiteral.of(kind)), "CursorStore named " + Shown.of(kind))
                .map(ApplicationBean::get)
                .orElseThrow(() -> new IllegalArgumentException(
                        "cursor: no kind and no bean of type CursorStore is named %s; there are %s%s"
                                .formatted(
                                        Shown.of(kind),
                                        Stream.concat(Stream.of(NONE, FILE), kinds().map(CursorKind::name))
                                                .collect(Collectors.joining(", ")),
                                        kind.equals("jdbc")
                                                ? "; jdbc needs the artifact org.eventsource:eventsource-jdbc"
                                                : "")));
        return Optional.of(cursor("bean " + kind, named, settings, audience));
    }

    private Stream<CursorKind> kinds() {
        return beans.defaults(CursorKind.class).stream().map(ApplicationBean::get);
    }

    private static <T> Optional<ApplicationBean<T>> only(List<ApplicationBean<T>> found, String what) {
        if (found.size() > 1) {
            throw new IllegalArgumentException("cursor: there are %d beans of type %s: %s; keep one of them"
                    .formatted(
                            found.size(),
                            what,
                            found.stream().map(ApplicationBean::place).sorted().collect(Collectors.joining(", "))));
        }
        return found.stream().findFirst();
    }

    /** Returns a cursor that moves in transactions only if they are required: the store may not take part in them. */
    private StreamCursor cursor(String kind, CursorStore store, StreamSettings settings, Audience audience) {
        checkFile(store, settings);
        boolean required = settings.get(Setting.TRANSACTION) == TransactionUse.REQUIRED;
        return cursor(kind, store, settings, required ? required(transactions(), audience) : UnitOfWork.NONE);
    }

    private static StreamCursor cursor(String kind, CursorStore store, StreamSettings settings, UnitOfWork unit) {
        CursorStore called = store instanceof FileCursors ? store : new OneByOne(store);
        return new StreamCursor(kind, new CursorUse(called, name(settings)), unit);
    }

    /** Calls the store of one stream on one thread at a time: the stream and the application may call it together. */
    private static final class OneByOne implements CursorStore {

        private final CursorStore store;
        private final ReentrantLock lock = new ReentrantLock();

        private OneByOne(CursorStore store) {
            this.store = store;
        }

        @Override
        public Optional<String> load(String stream) throws Exception {
            lock.lock();
            try {
                return store.load(stream);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void save(String stream, String lastEventId) throws Exception {
            lock.lock();
            try {
                store.save(stream, lastEventId);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void reset(String stream, String lastEventId) throws Exception {
            lock.lock();
            try {
                store.reset(stream, lastEventId);
            } finally {
                lock.unlock();
            }
        }
    }

    /** A file has the new id also if the transaction is rolled back afterwards. */
    private static void checkFile(CursorStore store, StreamSettings settings) {
        if (store instanceof FileCursors && settings.get(Setting.TRANSACTION) == TransactionUse.REQUIRED) {
            throw new IllegalArgumentException(
                    "transaction: set to required, but the cursor is in a file, which takes part in no transaction: a message would count as handled although its transaction was rolled back; set transaction = none, or cursor = jdbc");
        }
    }

    private CursorStore file(StreamSettings settings) {
        Path directory = settings.find(Setting.CURSOR_DIRECTORY)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "cursor-directory: missing, but cursor is file; name a directory that outlives the application"));
        return files.computeIfAbsent(directory.toAbsolutePath().normalize(), FileCursors::new);
    }

    /** A key that is a URL may have secrets, and they may change. */
    private static String name(StreamSettings settings) {
        return settings.find(Setting.CURSOR_NAME).orElseGet(() -> {
            String key = settings.key();
            if (key.isEmpty() || !Shown.isWhole(key)) {
                throw new IllegalArgumentException(
                        "cursor-name: missing, and the key cannot be the name, as it is empty or a URL with user information or a query");
            }
            return key;
        });
    }

    /** Returns the transactions of a kind of cursor that takes part in them. */
    private UnitOfWork transactionsOfKind(StreamSettings settings, Audience audience, String kind) {
        TransactionUse use = settings.get(Setting.TRANSACTION);
        if (use == TransactionUse.NONE) {
            return UnitOfWork.NONE;
        }
        Optional<Transactions> available = transactions();
        if (use == TransactionUse.REQUIRED) {
            return required(available, audience);
        }
        String stream = settings.name();
        if (available.isEmpty()) {
            LOGGER.log(
                    INFO,
                    "%s: cursor %s without a transaction, as there is no UserTransaction: after a crash a message may be handled twice"
                            .formatted(stream, kind));
            return UnitOfWork.NONE;
        }
        if (audience.hasAsyncMessages()) {
            LOGGER.log(
                    WARNING,
                    "%s: cursor %s without a transaction, because of the asynchronous %s: what observers do is not in the transaction of the cursor, so that after a crash a message may be handled twice; use @Observes, or set transaction = none to accept it"
                            .formatted(stream, kind, named(audience.ofAsyncMessages())));
            return UnitOfWork.NONE;
        }
        return UnitOfWork.of(available.get());
    }

    private Optional<Transactions> transactions() {
        return beans.defaults(Transactions.class).stream()
                .map(ApplicationBean::get)
                .filter(Transactions::areAvailable)
                .findFirst();
    }

    private static UnitOfWork required(Optional<Transactions> available, Audience audience) {
        if (available.isEmpty()) {
            throw new IllegalArgumentException(
                    "transaction: set to required, but there is no UserTransaction, or the artifact org.eventsource:eventsource-jdbc is missing");
        }
        if (audience.hasAsyncMessages()) {
            throw new IllegalArgumentException(
                    "transaction: set to required, but the stream has asynchronous observers, which are outside the transaction; use @Observes");
        }
        return UnitOfWork.of(available.get());
    }

    /** What a kind of cursor may know of a stream. */
    private record KindSettings(String name, StreamSettings settings, boolean inTransaction)
            implements CursorKind.Settings {

        @Override
        public URI url() {
            return settings.url();
        }

        @Override
        public Optional<String> setting(String setting) {
            return Setting.all().stream()
                    .filter(each -> each.name().equals(setting))
                    .findFirst()
                    .flatMap(settings::find)
                    .map(String::valueOf);
        }
    }
}
