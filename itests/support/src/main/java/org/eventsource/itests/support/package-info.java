/** What our own tests share. */
@NullMarked
package org.eventsource.itests.support;

import org.jspecify.annotations.NullMarked;
