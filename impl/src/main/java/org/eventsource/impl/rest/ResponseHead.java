package org.eventsource.impl.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/** Sees status and headers, which {@code get(InputStream.class)} alone does not tell: what streams on every client. */
final class ResponseHead implements ClientResponseFilter {

    private volatile @Nullable Response response;

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.getHeaders());
        this.response = new Response(response.getStatus(), name -> first(headers.get(name)));
    }

    private static Optional<String> first(@Nullable List<String> values) {
        return values == null ? Optional.empty() : values.stream().findFirst();
    }

    @Nullable
    Response response() {
        return response;
    }
}
