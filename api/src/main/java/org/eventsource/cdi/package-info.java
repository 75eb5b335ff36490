/** Streams in CDI: what names them, what observers hear beside their events, and what applications provide. */
@NullMarked
package org.eventsource.cdi;

import org.jspecify.annotations.NullMarked;
