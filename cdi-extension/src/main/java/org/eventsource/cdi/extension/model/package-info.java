/** What an application declares about its streams. It is made of strings, so that a build can hand it over to a run. */
@NullMarked
package org.eventsource.cdi.extension.model;

import org.jspecify.annotations.NullMarked;
