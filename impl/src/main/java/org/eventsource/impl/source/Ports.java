package org.eventsource.impl.source;

import java.util.function.DoubleSupplier;
import org.eventsource.impl.transport.Dispatch;
import org.eventsource.impl.transport.Transport;

/**
 * What a source needs of the world.
 *
 * @param dispatch runs what timers begin
 * @param random evenly spread in [0, 1)
 */
public record Ports(Transport transport, Dispatch dispatch, Timer timer, DoubleSupplier random) {}
