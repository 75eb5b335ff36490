package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;

class FirstContainer {

    public static void main(String[] arguments) throws IOException {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addPackages(true, FirstContainer.class)
                .initialize()) {
            System.in.read();
        }
    }
}
