package org.eventsource.testing.server.application;

/** A payload that is a bean of the old kind. */
public class Company {

    private String name = "";

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
