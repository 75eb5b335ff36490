package org.eventsource.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The referee: the {@code EventSource} of a page in the browser, each case in a tab of its own. */
record ChromiumContestant(DevTools tools) implements Contestant {

    private static final String BINDING = "tellTheWitness";
    private static final String PAGE = "/page";
    private static final int PATIENCE_SECONDS = 60;
    private static final String SCRIPT = script();

    private static String script() {
        try (InputStream script = ChromiumContestant.class.getResourceAsStream("/source.js")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String title() {
        return "chromium";
    }

    @Override
    public Set<String> traits() {
        return Set.of("chromium");
    }

    /** What a page may read of another origin, that origin must allow. */
    @Override
    public List<String> responseHeaders() {
        return List.of("Access-Control-Allow-Origin: *");
    }

    @Override
    public Source open(Case play, Stage stage, Witness witness) throws Exception {
        stage.page(PAGE, "<!doctype html><title>case</title><link rel=icon href=data:,>");
        String target = tools.call("Target.createTarget", DevTools.parameters().put("url", "about:blank"))
                .path("targetId")
                .asText();
        String session = tools.call(
                        "Target.attachToTarget",
                        DevTools.parameters().put("targetId", target).put("flatten", true))
                .path("sessionId")
                .asText();
        var loaded = new CountDownLatch(1);
        tools.onEvent(session, (method, parameters) -> {
            if (method.equals("Page.loadEventFired")) {
                loaded.countDown();
            } else if (method.equals("Runtime.bindingCalled")) {
                tell(DevTools.parsed(parameters.path("payload").asText()), stage, witness);
            }
        });
        tools.call(session, "Page.enable", DevTools.parameters());
        tools.call(session, "Runtime.enable", DevTools.parameters());
        tools.call(session, "Runtime.addBinding", DevTools.parameters().put("name", BINDING));
        String page = stage.url().resolve(PAGE).toString();
        tools.call(session, "Page.navigate", DevTools.parameters().put("url", page));
        if (!loaded.await(PATIENCE_SECONDS, SECONDS)) {
            throw new AssertionError("the page did not load");
        }
        String readyState = evaluate(session, "(%s)(%s)".formatted(SCRIPT, plan(play, stage)));
        return new Tab(target, session, readyState);
    }

    private static ObjectNode plan(Case play, Stage stage) {
        ObjectNode plan = DevTools.parameters()
                .put("url", stage.url().toString())
                .put("closeIn", play.actions().closeIn())
                .put("throwIn", play.actions().throwIn());
        ArrayNode types = plan.putArray("types");
        play.actions().listens().forEach(types::add);
        return plan;
    }

    private static void tell(JsonNode told, Stage stage, Witness witness) {
        if (told.has("handler")) {
            witness.handle(told.get("handler").asText());
            return;
        }
        witness.hear(line(told, stage));
        if (told.get("closes").asBoolean()) {
            witness.closed();
        }
    }

    private static EventLine line(JsonNode event, Stage stage) {
        String type = event.get("type").asText();
        String readyState = event.get("readyState").asText();
        if (event.get("message").asBoolean()) {
            return EventLine.message(
                    type,
                    event.get("data").asText(),
                    event.get("lastEventId").asText(),
                    stage.nameOf(event.get("origin").asText()),
                    readyState);
        }
        return type.equals("open") ? EventLine.open(readyState) : EventLine.error(readyState, "");
    }

    private String evaluate(String session, String expression) throws Exception {
        JsonNode result = tools.call(
                session,
                "Runtime.evaluate",
                DevTools.parameters().put("expression", expression).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError("the page failed: " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value").asText();
    }

    private final class Tab implements Source {

        private final String target;
        private final String session;
        private String readyStateAtFirst;

        private Tab(String target, String session, String readyStateAtFirst) {
            this.target = target;
            this.session = session;
            this.readyStateAtFirst = readyStateAtFirst;
        }

        /** At first what the constructor left: any later question would see what happened since. */
        @Override
        public String readyState() throws Exception {
            String first = readyStateAtFirst;
            readyStateAtFirst = "";
            return first.isEmpty() ? evaluate(session, "readyState()") : first;
        }

        @Override
        public void closeSource() throws Exception {
            evaluate(session, "source.close()");
        }

        @Override
        public void close() throws Exception {
            tools.forget(session);
            tools.call("Target.closeTarget", DevTools.parameters().put("targetId", target));
        }
    }
}
