package org.eventsource.impl.rest;

import java.util.concurrent.ThreadFactory;

/**
 * The threads that streams are read on.
 *
 * @param interruptible whether an interrupt ends a blocking read, as it does on virtual threads
 */
public record Readers(ThreadFactory factory, boolean interruptible) {}
