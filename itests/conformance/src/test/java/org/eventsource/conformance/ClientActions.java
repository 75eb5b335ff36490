package org.eventsource.conformance;

import java.util.List;

/**
 * What the client's application does.
 *
 * @param closeIn closes within the listener of that event, counted from 1; 0: not
 * @param closeAfter closes from outside after that many events; 0: not
 * @param closeOnRequest closes from outside when that many requests have come; 0: not
 * @param throwIn its first listener throws at that event; 0: never
 * @param listens to these types
 */
record ClientActions(
        ClientSettings settings, int closeIn, int closeAfter, int closeOnRequest, int throwIn, List<String> listens) {}
