package org.eventsource.demo;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets only the pages themselves press the buttons, and lets them load nothing from elsewhere. */
@PreMatching
final class PageGuard implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost");

    private final String policy;

    /** @param streams the origin of a stream that the page may read, or nothing */
    PageGuard(String streams) {
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
                + ("'self' " + streams).strip()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** Another site can make a browser send requests here. They have its origin, or a host name of that site. */
    @Override
    public void filter(ContainerRequestContext request) {
        String host = request.getUriInfo().getRequestUri().getHost();
        @Nullable String origin = request.getHeaderString("Origin");
        boolean foreign = origin != null && !origin.equals("http://" + request.getHeaderString(HttpHeaders.HOST));
        if (foreign || !NAMES.contains(host)) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", policy);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
        headers.putSingle("Cache-Control", "no-store");
    }
}
