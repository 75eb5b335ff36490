package org.eventsource.cdi.extension.streams;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Query;
import org.eventsource.impl.transport.RequestAdditions;
import org.eventsource.impl.transport.RequestBody;
import org.jspecify.annotations.Nullable;

/** Calls the application's customizers for a stream's next request. */
final class CustomizedRequest implements Function<String, RequestAdditions> {

    private final StreamSettings settings;
    private final StreamDispatcher dispatcher;
    private final Gate gate;

    CustomizedRequest(StreamSettings settings, StreamDispatcher dispatcher, Gate gate) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.gate = gate;
    }

    @Override
    public RequestAdditions apply(String lastEventId) {
        NextRequest request = new NextRequest(settings.key(), settings.url(), lastEventId);
        if (!gate.run(() -> customize(request))) {
            throw new IllegalStateException("the application has stopped");
        }
        return request.additions();
    }

    private void customize(NextRequest request) {
        try {
            dispatcher.customize(request);
        } catch (Exception e) {
            throw new IllegalStateException("a request customizer failed: " + e, e);
        }
    }

    private static final class NextRequest implements RequestCustomizer.Request {

        private final String key;
        private final URI url;
        private final String lastEventId;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Map<String, String> queries = new LinkedHashMap<>();
        private @Nullable RequestBody body;

        NextRequest(String key, URI url, String lastEventId) {
            this.key = key;
            this.url = url;
            this.lastEventId = lastEventId;
        }

        RequestAdditions additions() {
            return new RequestAdditions(headers, queries, body);
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public URI url() {
            return url;
        }

        @Override
        public String lastEventId() {
            return lastEventId;
        }

        @Override
        public void header(String name, String value) {
            HeaderSyntax.checkValue(HeaderSyntax.checkName(name), value);
            headers.remove(name);
            headers.put(name, value);
        }

        @Override
        public void query(String name, String value) {
            queries.put(Query.checkName(name), Query.checked(name, value));
        }

        @Override
        public void body(String contentType, byte[] content) {
            body = RequestBody.of(contentType, content);
        }
    }
}
