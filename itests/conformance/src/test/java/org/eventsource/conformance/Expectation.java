package org.eventsource.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be seen.
 *
 * @param order the exchanges that come about, in this order; empty if that is the client's affair
 * @param resumes the {@code Last-Event-ID} of each request, empty where none is sent
 * @param handled what the three handlers were called with, if that matters
 * @param delays between the end of an exchange and the next request, in milliseconds: at least and at most
 * @param sends headers of every request
 * @param omits headers of no request
 */
record Expectation(
        List<EventLine> events,
        Optional<List<Integer>> order,
        List<String> resumes,
        Optional<List<String>> handled,
        List<List<Integer>> delays,
        Map<String, String> sends,
        List<String> omits) {}
