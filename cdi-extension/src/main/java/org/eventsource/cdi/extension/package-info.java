/**
 * Streams in CDI: finds where an application names them, and connects them to its beans and observers.
 *
 * <p>{@link org.eventsource.cdi.extension.StreamExtension}, or where a build prepares the application
 * {@link org.eventsource.cdi.extension.StreamBuildExtension}, is all that knows of the container's boot. Each hands
 * over a {@link org.eventsource.cdi.extension.StreamModel}, which is made of strings; the rest works from that.
 */
@NullMarked
package org.eventsource.cdi.extension;

import org.jspecify.annotations.NullMarked;
