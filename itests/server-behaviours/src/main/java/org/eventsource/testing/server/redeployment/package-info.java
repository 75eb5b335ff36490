/**
 * Contains an application that is redeployed while its streams are open, and one that stays and returns what is left of
 * the first.
 */
@NullMarked
package org.eventsource.testing.server.redeployment;

import org.jspecify.annotations.NullMarked;
