package org.eventsource.testing.cdi;

/** A payload that is a class. */
public class Named {

    private String name = "";

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
