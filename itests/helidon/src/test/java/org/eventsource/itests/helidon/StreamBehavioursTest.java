package org.eventsource.itests.helidon;

import org.eventsource.testing.cdi.StreamBehaviours;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Helidon.class)
class StreamBehavioursTest extends StreamBehaviours {}
