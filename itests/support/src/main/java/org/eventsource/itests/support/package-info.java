/** What our own tests share: a server whose every byte a test decides, and a recorder of what a source dispatches. */
@NullMarked
package org.eventsource.itests.support;

import org.jspecify.annotations.NullMarked;
