package org.eventsource.cdi.extension;

import java.io.IOException;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;

class FirstProgram {

    public static void main(String[] arguments) throws IOException {
        try (EventSource source = EventSource.builder(arguments[0])
                .addEventListener(MessageEvent.class, message -> System.out.println(message.data()))
                .onError(error -> System.out.println(error.readyState() + ": " + error.reason()))
                .open()) {
            System.in.read();
        }
    }
}
