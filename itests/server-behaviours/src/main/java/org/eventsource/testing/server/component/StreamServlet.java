package org.eventsource.testing.server.component;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.server.application.Heard;

/** Listens to a stream that no bean names. */
@WebServlet("/servlet")
public class StreamServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    Heard heard;

    @Inject
    @Stream("servlet")
    EventSource source;

    /** Adds the listener at the first request. */
    @Override
    public void init() {
        source.onMessage(message -> heard.add("servlet", message.data()));
    }

    /** Writes the state of the stream. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(source.readyState());
    }
}
