package org.eventsource.impl.state;

import java.util.List;

/** The next state, and the effects on entering it, in order. */
record Step(State state, List<Effect> effects) {

    static Step of(State state, Effect... effects) {
        return new Step(state, List.of(effects));
    }
}
