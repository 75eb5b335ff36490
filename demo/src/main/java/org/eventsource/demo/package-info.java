/**
 * A small Jakarta application that serves a stream of quotes, breaks it every few quotes, and listens to it all the
 * same without losing one. Start at {@link org.eventsource.demo.QuotesListener} to see how an application listens.
 */
@NullMarked
package org.eventsource.demo;

import org.jspecify.annotations.NullMarked;
