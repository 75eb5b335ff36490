package org.eventsource.itests.server.bookings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.server.bookings.Order.Fault;

/** Books each order in several ways. The first attempt may have a fault. */
@ApplicationScoped
public class Bookings {

    @PersistenceContext(unitName = "orders")
    EntityManager entities;

    @Inject
    Effects effects;

    @Inject
    Event<Booked> booked;

    private final Set<Integer> attempted = ConcurrentHashMap.newKeySet();

    /** Runs in a transaction, which moves the cursor, too. */
    void book(@Observes @Stream("orders") @EventType("order") Order order) throws SQLException {
        int number = order.number();
        entities.persist(new Booking(number));
        effects.required(number);
        effects.mandatory(number);
        effects.supports(number);
        effects.requiresNew(number);
        effects.notSupported(number);
        booked.fire(new Booked(order));
        end(number, attempted.add(number) ? order.fault() : Fault.NONE);
    }

    private void end(int number, Fault fault) {
        switch (fault) {
            case NONE -> {}
            case EXCEPTION -> {
                // Without this, no SQL of the entity would be there to roll back.
                entities.flush();
                throw new IllegalStateException("order " + number + " fails");
            }
            case CAUGHT_EXCEPTION -> {
                try {
                    effects.fail(number);
                } catch (IllegalStateException e) {
                    // The transaction is nevertheless marked for roll-back.
                }
            }
            case COMMIT -> entities.persist(new Booking(-number));
        }
    }
}
