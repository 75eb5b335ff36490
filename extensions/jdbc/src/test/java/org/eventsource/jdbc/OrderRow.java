package org.eventsource.jdbc;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table that observers write to. */
@Entity
@Table(name = "EFFECTS")
public class OrderRow {

    @Id
    @Column(name = "ID")
    private String id;

    /** Called by the provider of Jakarta Persistence. */
    protected OrderRow() {}

    OrderRow(String id) {
        this.id = id;
    }
}
