package org.eventsource.itests.server.bookings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The booking of an order. Its id is its own: an order that was booked twice is there twice. */
@Entity
@Table(name = "BOOKINGS")
public class Booking {

    @Id
    private String id = "";

    private int number;

    protected Booking() {}

    Booking(int number) {
        this.id = UUID.randomUUID().toString();
        this.number = number;
    }

    public String getId() {
        return id;
    }

    public int getNumber() {
        return number;
    }
}
