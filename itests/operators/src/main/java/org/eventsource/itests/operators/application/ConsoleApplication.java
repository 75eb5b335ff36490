package org.eventsource.itests.operators.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Contains all resources of the application. */
@ApplicationPath("api")
@ApplicationScoped
public class ConsoleApplication extends Application {}
