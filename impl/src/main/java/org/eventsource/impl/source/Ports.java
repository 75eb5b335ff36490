package org.eventsource.impl.source;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.eventsource.impl.transport.Transport;

/**
 * What a source needs of the world.
 *
 * @param executor runs what timers begin; may run application code
 * @param random evenly spread in [0, 1)
 */
public record Ports(Transport transport, Executor executor, Timer timer, DoubleSupplier random) {}
