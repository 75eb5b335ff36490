package org.eventsource.testing.server.component;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;

/** Injects a stream that neither a bean nor a property names. The key of the stream is a path. */
@WebFilter("/servlet")
public class StreamFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    @Stream("/filter")
    EventSource source;

    /** Adds the path of the stream's URL to the response. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.getWriter().print(source.url().getPath() + " ");
        chain.doFilter(request, response);
    }
}
