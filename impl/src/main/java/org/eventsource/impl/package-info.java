/**
 * The implementation of {@link org.eventsource.EventSource}: its builder, and the resources that the sources of an
 * application share.
 */
@NullMarked
package org.eventsource.impl;

import org.jspecify.annotations.NullMarked;
