package org.example.prices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Stores the latest amount of each symbol. */
@ApplicationScoped
public class Prices {

    private final Map<String, Double> amounts = new ConcurrentHashMap<>();

    void price(@Observes @Stream("prices") @EventType("price") Price price) {
        amounts.put(price.symbol(), price.amount());
    }

    public double amount(String symbol) {
        return amounts.getOrDefault(symbol, Double.NaN);
    }
}
