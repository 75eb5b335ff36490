package org.eventsource.testing.server.application;

/** This payload is a class with a getter and a setter. */
public class Company {

    private String name = "";

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
