/** How streams behave in CDI: one application and what is to be seen of it, the same in every container. */
@NullMarked
package org.eventsource.testing.cdi;

import org.jspecify.annotations.NullMarked;
