package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Map;

/** What is measured of one contestant, in a process of its own. */
@FunctionalInterface
interface Scenario {

    /**
     * Measures.
     *
     * @param server where the server is
     * @return the figures by their names, in the order of the table's columns
     */
    Map<String, Double> measure(Contestant contestant, URI server) throws Exception;
}
