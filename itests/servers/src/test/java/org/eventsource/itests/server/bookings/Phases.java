package org.eventsource.itests.server.bookings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Notifies the listener of an order how the transaction of an attempt ended. */
@ApplicationScoped
public class Phases {

    void succeeded(@Observes(during = TransactionPhase.AFTER_SUCCESS) Booked booked) throws IOException {
        notify(booked.order(), "success");
    }

    void failed(@Observes(during = TransactionPhase.AFTER_FAILURE) Booked booked) throws IOException {
        notify(booked.order(), "failure");
    }

    private static void notify(Order order, String end) throws IOException {
        URI listener = URI.create(order.listener() + "?" + end + "=" + order.number());
        try (InputStream answer = listener.toURL().openStream()) {
            answer.readAllBytes();
        }
    }
}
