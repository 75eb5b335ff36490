package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Named.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.extension.streams.StoredKey;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.cursor.CursorStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes a secret to the library in many ways. No log line, message, state or stored handle may contain it. */
class CredentialsTest {

    private static final String SECRET = "s3cret";

    /** This address refuses connections. */
    private static final String HOST = "127.0.0.1:1";

    private final StreamServer server = new StreamServer();
    private final Logger logger = Logger.getLogger("org.eventsource");
    private final @Nullable Level level = logger.getLevel();

    /** Collects everything that could show the secret. */
    private final List<String> seen = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            see(entry.getMessage());
            see(entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        Logger.getLogger("").getHandlers()[0].setFilter(entry -> false);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").getHandlers()[0].setFilter(null);
        logger.removeHandler(handler);
        logger.setLevel(level);
        server.close();
    }

    private synchronized void see(@Nullable Object what) {
        if (what instanceof Throwable failure) {
            seen.add(failure.toString());
            see(failure.getCause());
        } else {
            seen.add(String.valueOf(what));
        }
    }

    private synchronized String seen() {
        return String.join("\n", seen);
    }

    /** Describes how a secret is passed in, and what the application does after its start. */
    private record Way(Application.Builder application, Use use) {}

    @FunctionalInterface
    private interface Use {
        void of(CredentialsTest test, Application application) throws Exception;
    }

    /** Does nothing after the start. The start may fail. */
    private static final Use NONE = (test, application) -> {};

    /** Waits until a connection attempt has failed. */
    private static final Use FAILURE =
            (test, application) -> test.see(application.get(Recorder.class).next());

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void a_secret_is_not_shown(Way way) {
        see(catchThrowable(() -> {
            try (Application application = way.application().start()) {
                way.use().of(this, application);
                see(application.get(EventSources.class).streams());
            }
        }));
        assertThat(seen()).isNotBlank().doesNotContain(SECRET);
    }

    static Stream<Named<Way>> ways() {
        return Stream.of(keys(), properties(), databases(), keysAtRunTime(), requests())
                .flatMap(way -> way);
    }

    private static Named<Way> way(String name, Application.Builder application, Use use) {
        return named(name, new Way(application, use));
    }

    private static Application.Builder errors(Class<?>... classes) {
        List<Class<?>> all = new ArrayList<>(List.of(classes));
        all.add(Errors.class);
        all.add(Recorder.class);
        return Application.of(all.toArray(Class[]::new));
    }

    @ApplicationScoped
    static class Errors {
        void on(@Observes ErrorEvent error, Recorder recorder) {
            recorder.record(error);
        }
    }

    @ApplicationScoped
    static class UserInfo {
        void on(@Observes @org.eventsource.cdi.Stream("http://user:s3cret@" + HOST + "/x") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Query {
        void on(@Observes @org.eventsource.cdi.Stream("http://" + HOST + "/x?token=s3cret") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Fragment {
        void on(@Observes @org.eventsource.cdi.Stream("http://" + HOST + "/x#s3cret") MessageEvent message) {}
    }

    @ApplicationScoped
    static class PathQuery {
        static final String KEY = "/prices?token=s3cret";

        void on(@Observes @org.eventsource.cdi.Stream(KEY) MessageEvent message) {}
    }

    @ApplicationScoped
    static class Default {
        void on(
                @Observes @org.eventsource.cdi.Stream("${no.url:http://u:s3cret@" + HOST + "/?t=s3cret}")
                        MessageEvent m) {}
    }

    @ApplicationScoped
    static class SlashInPassword {
        void on(@Observes @org.eventsource.cdi.Stream("http://user:s3cret/more@" + HOST + "/") MessageEvent message) {}
    }

    @ApplicationScoped
    static class NoScheme {
        void on(@Observes @org.eventsource.cdi.Stream("user:s3cret@" + HOST + "/x") MessageEvent message) {}
    }

    @ApplicationScoped
    static class NameWithQuery {
        void on(@Observes @org.eventsource.cdi.Stream("prices?token=s3cret") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Braces {
        void on(
                @Observes @org.eventsource.cdi.Stream("http://u:s3cret@" + HOST + "/{a}?s3cret")
                        MessageEvent message) {}
    }

    @ApplicationScoped
    static class OverlappingPayloads {
        void number(@Observes @org.eventsource.cdi.Stream(PathQuery.KEY) @EventType("a") Number[] data) {}

        void integer(@Observes @org.eventsource.cdi.Stream(PathQuery.KEY) @EventType("a") Integer[] data) {}
    }

    @Dependent
    static class Injected {
        @Inject
        @org.eventsource.cdi.Stream("http://user:s3cret@" + HOST + "/x?token=s3cret")
        EventSource source;

        @Inject
        @org.eventsource.cdi.Stream("http://user:s3cret@" + HOST + "/x?token=s3cret")
        @EventType("price")
        Flow.Publisher<MessageEvent> publisher;
    }

    private static Stream<Named<Way>> keys() {
        return Stream.of(
                way("a password in the URL that is a key", errors(UserInfo.class), FAILURE),
                way("a query in the URL that is a key", errors(Query.class), FAILURE),
                way("a fragment in the URL that is a key", errors(Fragment.class), FAILURE),
                way("a password and a query in a default in a key", errors(Default.class), FAILURE),
                way("a query in a key without a base URL", errors(PathQuery.class), NONE),
                way(
                        "a query in a key with a base URL",
                        errors(PathQuery.class).with("eventsource.base-url", "http://" + HOST),
                        FAILURE),
                way("a password with a slash in a key", errors(SlashInPassword.class), NONE),
                way("a password in a key without a scheme", errors(NoScheme.class), NONE),
                way("a query in a key that is a name", errors(NameWithQuery.class), NONE),
                way("a password in a key with braces", errors(Braces.class), NONE),
                way("a query in the key of payloads that overlap", errors(OverlappingPayloads.class), NONE),
                way(
                        "a query in the key of a misspelt setting",
                        errors(PathQuery.class)
                                .with("eventsource.\"/prices?token=s3cret\".url", "http://" + HOST)
                                .with("eventsource.\"/prices?token=s3cret\".idle-timout", "1s"),
                        NONE),
                way(
                        "a query in the key of a setting with a wrong value",
                        errors(PathQuery.class)
                                .with("eventsource.\"/prices?token=s3cret\".url", "http://" + HOST)
                                .with("eventsource.\"/prices?token=s3cret\".idle-timeout", "soon"),
                        NONE),
                way(
                        "a query in the key of a wrong header",
                        errors(PathQuery.class)
                                .with("eventsource.\"/prices?token=s3cret\".url", "http://" + HOST)
                                .with("eventsource.\"/prices?token=s3cret\".header.Host", "h"),
                        NONE),
                way(
                        "a password in the key of what is injected",
                        Application.of(Injected.class),
                        (test, application) -> {
                            EventSource source = application.get(Injected.class).source;
                            test.see(source);
                            test.see(stored(source));
                        }),
                way(
                        "a password in the key of beans",
                        Application.of(Injected.class),
                        (test, application) -> ids(application).forEach(test::see)));
    }

    /** Returns the ids of the beans with a stream. Containers store and log them. */
    private static List<String> ids(Application application) {
        return application.container().getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> bean.getQualifiers().stream().anyMatch(org.eventsource.cdi.Stream.class::isInstance))
                .map(PassivationCapable.class::cast)
                .map(PassivationCapable::getId)
                .toList();
    }

    private static String stored(EventSource source) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(source);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @org.eventsource.cdi.Stream("prices") MessageEvent message) {}
    }

    private static Application.Builder prices(String setting, String value) {
        return errors(Prices.class)
                .with("eventsource.prices.url", "http://" + HOST)
                .with("db.password", SECRET)
                .with("eventsource.prices." + setting, value);
    }

    private static Stream<Named<Way>> properties() {
        return Stream.of(
                way("a password in a URL", prices("url", "http://user:s3cret@" + HOST + "/x?t=s3cret"), FAILURE),
                way("a password in a URL with a space", prices("url", "http://user:s3cret@h/a b"), NONE),
                way("a password with a slash in a URL", prices("url", "http://user:s3cret/x@h/"), NONE),
                way("a password with a question mark in a URL", prices("url", "http://user:s3cret?x@h/"), NONE),
                way("a password in a URL of another scheme", prices("url", "ftp://user:s3cret@h/"), NONE),
                way("a password in a URL without a scheme", prices("url", "user:s3cret@h/"), NONE),
                way("a token in a URL without a scheme", prices("url", "s3cret@h/x"), NONE),
                way("a password in a URL with a wrong host", prices("url", "http://user:s3cret@my_host/"), NONE),
                way("a password in a URL with a wrong port", prices("url", "http://user:s3cret@h:99999/"), NONE),
                way("a password in a URL with braces", prices("url", "http://user:s3cret@h/{a}"), NONE),
                way("a query in a path without a base URL", prices("url", "/x?t=s3cret"), NONE),
                way("a password in a path to another host", prices("url", "//user:s3cret@h/x"), NONE),
                way(
                        "a password in a base URL",
                        prices("url", "/x").with("eventsource.base-url", "http://user:s3cret@" + HOST),
                        FAILURE),
                way(
                        "a password in a base URL that is none",
                        prices("url", "/x").with("eventsource.base-url", "http://user:s3cret @h"),
                        NONE),
                way(
                        "a password in a base URL without a scheme",
                        prices("url", "/x").with("eventsource.base-url", "s3cret@h"),
                        NONE),
                way("a header that cannot be sent", prices("header.Authorization", "s3cret\u0007"), NONE),
                way("a header that cannot be expanded", prices("header.Authorization", "s3cret ${NOWHERE}"), NONE),
                way("a header with an expression without a name", prices("header.Authorization", "s3cret ${:x}"), NONE),
                way("a reference to a secret in a duration", prices("idle-timeout", "${db.password}"), NONE),
                way("a reference to a secret in a size", prices("max-event-size", "${db.password}"), NONE),
                way("a reference to a secret in a choice", prices("transport", "${db.password}"), NONE),
                way("a reference to a secret in a truth", prices("shared", "${db.password}"), NONE),
                way("a reference to a secret in a list", prices("reconnect-on", "${db.password}"), NONE),
                way("a URL with a password in a duration", prices("idle-timeout", "http://user:s3cret@h/"), NONE),
                way("a setting that does not exist", prices("token", "s3cret"), NONE),
                way(
                        "a setting that does not exist, of all streams",
                        prices("idle-timeout", "1s").with("eventsource.orders", "http://user:s3cret@h/"),
                        NONE));
    }

    /** Some take the URL of a database for the name of something. Each driver has its own place for a password. */
    private static Stream<Named<Way>> databases() {
        return Stream.of(
                        "jdbc:sqlserver://h;user=sa;password=s3cret",
                        "jdbc:h2:mem:x;USER=sa;PASSWORD=s3cret",
                        "jdbc:db2://h:50000/db:user=x;password=s3cret;",
                        "jdbc:oracle:thin:scott/s3cret@h:1521:x",
                        "jdbc:postgresql://h/db?user=a&password=s3cret",
                        "postgresql://user:s3cret@h/db")
                .flatMap(url -> Stream.of("cursor", "cursor-table", "executor", "trust-store", "idle-timeout", "method")
                        .map(setting -> way(setting + " is " + url, prices(setting, url), NONE)));
    }

    private static Way run(Use use) {
        return new Way(errors().with("eventsource.base-url", "http://" + HOST).with("db.password", SECRET), use);
    }

    private static Named<Way> builder(String name, String key) {
        return named(name, run((test, application) -> {
            try (EventSource source = application
                    .get(EventSources.class)
                    .builder(key)
                    .onError(error -> application.get(Recorder.class).record(error))
                    .open()) {
                test.see(source);
                test.see(application.get(EventSources.class).streams());
                test.see(stored(source));
                test.see(application.get(Recorder.class).next());
            }
        }));
    }

    private static Named<Way> url(String name, String url) {
        return named(name, run((test, application) -> {
            try (EventSource source = application.get(EventSources.class).open(url)) {
                test.see(source);
                source.onError(error -> application.get(Recorder.class).record(error));
                test.see(application.get(EventSources.class).streams());
            }
        }));
    }

    private static Stream<Named<Way>> keysAtRunTime() {
        return Stream.of(
                builder("a password in a URL at run time", "http://user:s3cret@" + HOST + "/x"),
                builder("a query in a path at run time", "/x?token=s3cret"),
                builder("an expression in a path at run time", "/x/${db.password}"),
                builder("a name with a query at run time", "prices?token=s3cret"),
                builder("a password in a path to another host at run time", "//user:s3cret@h/x"),
                builder("a password in a URL that cannot be parsed, at run time", "http://user:s3cret @h/x"),
                builder("a password in a URL with the wrong slashes, at run time", "http:/user:s3cret@h/x"),
                builder("a password in a URL with braces, at run time", "http://user:s3cret@h/{a}"),
                url("a password in a URL that is opened", "http://user:s3cret@" + HOST + "/x?t=s3cret"),
                url("a password in a URL that is opened and cannot be parsed", "http://user:s3cret@h /x"),
                url("a password in a URL that is opened without a scheme", "user:s3cret@h/x"));
    }

    @ApplicationScoped
    static class WrongValue implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("Authorization", "s3cret\u0007");
        }
    }

    @ApplicationScoped
    static class WrongQuery implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.query("token", "s3cret\ud800");
        }
    }

    @ApplicationScoped
    static class WrongName implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("Bearer s3cret", "Authorization");
        }
    }

    @ApplicationScoped
    static class Provided {
        @Produces
        @org.eventsource.cdi.Stream(PathQuery.KEY)
        @Dependent
        @Nullable
        EventSource source() {
            return null;
        }
    }

    private static Stream<Named<Way>> requests() {
        return Stream.of(
                way("a header of a customizer that cannot be sent", errors(Query.class, WrongValue.class), FAILURE),
                way(
                        "a header of a customizer whose name and value are exchanged",
                        errors(Query.class, WrongName.class),
                        FAILURE),
                named(
                        "a header of a builder that cannot be sent",
                        run((test, application) -> application
                                .get(EventSources.class)
                                .builder("/x")
                                .header("Authorization", "s3cret\u0007"))),
                named(
                        "a header of a builder whose name and value are exchanged",
                        run((test, application) -> application
                                .get(EventSources.class)
                                .builder("/x")
                                .header("Bearer s3cret", "Authorization"))),
                named("a header of a supplier that cannot be sent", run((test, application) -> {
                    try (EventSource source = application
                            .get(EventSources.class)
                            .builder("/x")
                            .header("Authorization", () -> "s3cret\u0007")
                            .onError(error -> application.get(Recorder.class).record(error))
                            .open()) {
                        test.see(source);
                        test.see(application.get(Recorder.class).next());
                    }
                })),
                named("a query of a builder", run((test, application) -> {
                    try (EventSource source = application
                            .get(EventSources.class)
                            .builder("/x")
                            .query("token", "s3cret")
                            .onError(error -> application.get(Recorder.class).record(error))
                            .open()) {
                        test.see(source);
                        test.see(application.get(Recorder.class).next());
                        test.see(application.get(EventSources.class).streams());
                    }
                })),
                named(
                        "a query of a builder that cannot be encoded",
                        run((test, application) -> application
                                .get(EventSources.class)
                                .builder("/x")
                                .query("token", "s3cret\ud800"))),
                way("a query of a customizer that cannot be encoded", errors(Query.class, WrongQuery.class), FAILURE),
                way(
                        "a query in the settings that cannot be encoded",
                        prices("query.token", "s3cret\ud800").with("eventsource.prices.url", "http://" + HOST),
                        NONE),
                named("a listener that fails at a stream with a query", run((test, application) -> {
                    try (EventSource source = application
                            .get(EventSources.class)
                            .builder(PathQuery.KEY)
                            .onError(error -> {
                                application.get(Recorder.class).record(error);
                                throw new IllegalStateException("on purpose");
                            })
                            .open()) {
                        test.see(source);
                        test.see(application.get(Recorder.class).next());
                    }
                })),
                way(
                        "a query in the key of a bean of the application",
                        Application.of(Provided.class),
                        (test, application) ->
                                application.get(EventSources.class).builder(PathQuery.KEY)));
    }

    public static class Price {
        public int bid;
    }

    /** Observes a stream whose key and URL contain the secret. */
    @ApplicationScoped
    static class Watcher {
        void event(@Observes @org.eventsource.cdi.Stream(PathQuery.KEY) Event event, Recorder recorder) {
            recorder.record(event);
        }

        void failed(@Observes @org.eventsource.cdi.Stream(PathQuery.KEY) FailedEvent failed, Recorder recorder) {
            recorder.record(failed);
            recorder.record(failed.cause());
        }

        void price(@Observes @org.eventsource.cdi.Stream(PathQuery.KEY) @EventType("price") Price price) {
            throw new IllegalStateException("on purpose");
        }
    }

    /** What a server does with the requests of the stream, and how many records that makes. */
    private record Answer(int records, Script script) {}

    @FunctionalInterface
    private interface Script {
        void answer(StreamServer server) throws Exception;
    }

    private static Named<Answer> answer(String name, int records, Script script) {
        return named(name, new Answer(records, script));
    }

    static Stream<Named<Answer>> answers() {
        return Stream.of(
                answer("the stream opens", 1, server -> server.request().open()),
                answer("a message comes", 2, server -> server.request().open().message("a")),
                answer(
                        "the server ends the stream",
                        2,
                        server -> server.request().open().end()),
                answer(
                        "a message cannot be decoded",
                        4,
                        server -> server.request().open().message("price", "no JSON")),
                answer(
                        "an observer of a message fails",
                        4,
                        server -> server.request().open().message("price", "{\"bid\":1}")),
                answer(
                        "a message is too large",
                        2,
                        server -> server.request().open().message("a".repeat(2_000))),
                answer(
                        "the stream is closed by a status",
                        1,
                        server -> server.request().refuse(403)),
                answer("the stream ends", 1, server -> server.request().refuse(204)),
                answer(
                        "the stream is closed by a status with a body",
                        1,
                        server -> server.request().answer(403, "token=s3cret is not valid", "X-Token: s3cret")),
                answer("the stream is closed and opened again", 3, server -> {
                    server.request().refuse(403);
                    server.request().open().message("a");
                }),
                answer("the answer is a page", 1, server -> server.request().page()),
                answer("there is no answer", 1, server -> {
                    server.request().end();
                    // Some clients repeat the request by themselves.
                    server.close();
                }),
                answer("a redirect leads to the stream", 1, server -> {
                    server.request().redirect("/other?token=s3cret");
                    server.request().open();
                }),
                answer("a redirect leads to a refusal", 1, server -> {
                    server.request().redirect("/other?token=s3cret");
                    server.request().refuse(403);
                }),
                answer(
                        "a redirect leads to a password",
                        1,
                        server -> server.request().redirect("http://user:s3cret@" + HOST + "/?token=s3cret")),
                answer(
                        "a redirect leads to another scheme",
                        1,
                        server -> server.request().redirect("ftp://user:s3cret@h/?token=s3cret")),
                answer(
                        "a redirect leads to no URL",
                        1,
                        server -> server.request().redirect("http://user:s3cret @h/")),
                answer("a redirect leads to itself", 1, server -> {
                    for (int i = 0; i <= 20; i++) {
                        server.request().redirect("/prices?token=s3cret");
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void a_secret_in_a_key_is_not_shown_when(Answer answer) throws Exception {
        String settings = "eventsource.\"" + PathQuery.KEY + "\".";
        try (Application application = Application.of(Watcher.class, Recorder.class)
                .with(settings + "url", server.url(PathQuery.KEY))
                .with(settings + "header.Authorization", "Bearer " + SECRET)
                .with(settings + "max-event-size", "1000")
                .with(settings + "startup-grace", "0s")
                .with(settings + "reconnection-time", "100ms")
                .with(settings + "reopen-after", "100ms")
                .start()) {
            answer.script().answer(server);
            for (int i = 0; i < answer.records(); i++) {
                see(application.get(Recorder.class).next());
            }
            see(application.get(EventSources.class).streams());
        }
        assertThat(seen()).contains("/prices").doesNotContain(SECRET);
    }

    @ApplicationScoped
    @org.eventsource.cdi.Stream("prices")
    static class MovedByAnother implements CursorStore {

        @Override
        public Optional<String> load(String stream) {
            return Optional.of("1");
        }

        @Override
        public void save(String stream, String lastEventId) throws Exception {
            throw new CursorConflictException("moved in jdbc:h2:mem:x;PASSWORD=s3cret\nforged");
        }
    }

    @Test
    void a_secret_that_a_store_quotes_is_not_shown_when_another_process_moves_the_cursor() throws Exception {
        try (Application application = errors(Prices.class, MovedByAnother.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start()) {
            server.request().open().identified("2", "a");
            ErrorEvent error = (ErrorEvent) application.get(Recorder.class).next();

            assertThat(error.reason())
                    .isEqualTo("another process has moved the cursor: moved in jdbc:h2:…\\u000Aforged");
            see(application.get(EventSources.class).streams());
        }
        assertThat(seen()).contains("another process has moved the cursor: moved in jdbc:h2:…\\u000Aforged;");
    }

    @Test
    void the_ids_of_beans_differ_where_a_key_holds_a_secret() {
        try (Application application = Application.of(Injected.class).start()) {
            assertThat(ids(application)).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_stored_handle_comes_back_where_its_key_holds_a_secret() {
        try (Application application = Application.of(Injected.class).start()) {
            String key = "http://user:s3cret@" + HOST + "/x?token=s3cret";
            EventSource source = application.get(EventSources.class).get(StoredKey.of(key));
            assertThat(source.url()).isEqualTo(URI.create(key));
        }
    }

    @Test
    void a_stored_handle_of_a_key_that_is_not_known_is_refused() {
        try (Application application = Application.of().start()) {
            EventSources sources = application.get(EventSources.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sources.get(StoredKey.of(PathQuery.KEY)))
                    .withMessageContaining("no stream that is declared or open has a key with that digest");
        }
    }
}
