package org.example.prices;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Serves the stream, and runs the beans that receive it. */
public class Main {

    public static void main(String[] args) throws Exception {
        try (PricesServer server = new PricesServer()) {
            System.setProperty("http.port", String.valueOf(server.port()));
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .addPackages(Main.class)
                    .initialize()) {
                container.select(Received.class).get().await();
            }
        }
    }
}
