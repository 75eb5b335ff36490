package org.eventsource.impl.state;

import java.util.List;

/** A state and what is to be done on entering it. */
public record Step(State state, List<Effect> effects) {

    static Step of(State state, Effect... effects) {
        return new Step(state, List.of(effects));
    }
}
