package org.eventsource.impl.source;

import java.util.function.DoubleSupplier;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Transport;

/**
 * What a source needs of the world.
 *
 * @param executor runs what timers begin
 * @param random evenly spread in [0, 1)
 */
public record Ports(Transport transport, ApplicationExecutor executor, Timer timer, DoubleSupplier random) {}
