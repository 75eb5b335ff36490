/**
 * The implementation of {@link org.eventsource.EventSource}: its builder, and what all sources of an application share.
 */
@NullMarked
package org.eventsource.impl;

import org.jspecify.annotations.NullMarked;
