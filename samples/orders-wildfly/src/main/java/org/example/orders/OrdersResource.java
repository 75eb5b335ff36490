package org.example.orders;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eventsource.cdi.EventSources;

/** Shows how many orders there are, and up to which id they are handled. */
@Path("/orders")
public class OrdersResource {

    @Inject
    Orders orders;

    @Inject
    EventSources sources;

    @GET
    public String show() throws SQLException {
        Orders.Summary summary = orders.summary();
        return "%d orders, %d missing, %d twice, cursor %s%n"
                .formatted(
                        summary.orders(),
                        summary.missing(),
                        summary.twice(),
                        sources.cursor("orders").orElse("none"));
    }
}
