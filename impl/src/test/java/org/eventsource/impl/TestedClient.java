package org.eventsource.impl;

import jakarta.ws.rs.client.ClientBuilder;

/** The Jakarta REST clients over which tests run. One of them is on the class path. */
public enum TestedClient {
    JERSEY("org.glassfish.jersey."),
    RESTEASY("org.jboss.resteasy."),
    CXF("org.apache.cxf.");

    private final String packages;

    TestedClient(String packages) {
        this.packages = packages;
    }

    /** Returns whether this client is on the class path. */
    public boolean isUsed() {
        return ClientBuilder.newBuilder().getClass().getName().startsWith(packages);
    }
}
