/**
 * Streams in CDI: finds where an application names them, and connects them to its beans and observers.
 *
 * <p>{@link org.eventsource.cdi.extension.StreamExtension} is all that knows of the container's boot. It hands over a
 * {@link org.eventsource.cdi.extension.StreamModel}, which is made of strings; the rest works from that.
 */
@NullMarked
package org.eventsource.cdi.extension;

import org.jspecify.annotations.NullMarked;
