/** Adds event streams to CDI: as injected beans and as observed events. */
@SuppressWarnings("requires-automatic") // the jars of MicroProfile have no module descriptor
module org.eventsource.cdi {
    requires transitive org.eventsource.api;
    requires org.eventsource.impl;
    requires transitive jakarta.cdi;
    requires transitive jakarta.inject;
    requires jakarta.annotation;
    requires jakarta.interceptor;
    requires static com.fasterxml.jackson.core;
    requires static com.fasterxml.jackson.databind;
    requires static jakarta.concurrency;
    requires static jakarta.json;
    requires static jakarta.json.bind;
    requires static jakarta.servlet;
    requires static jakarta.ws.rs;
    requires static java.naming;
    requires static microprofile.config.api;
    requires static microprofile.context.propagation.api;
    requires static org.jspecify;

    // A program that disables discovery registers StreamExtension.
    exports org.eventsource.cdi.extension;

    // The container creates beans, their proxies and extensions by reflection.
    opens org.eventsource.cdi.extension;
    opens org.eventsource.cdi.extension.boot;
    opens org.eventsource.cdi.extension.config;
    opens org.eventsource.cdi.extension.model;
    opens org.eventsource.cdi.extension.observers;
    opens org.eventsource.cdi.extension.streams;
    opens org.eventsource.cdi.extension.threads;

    provides jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension with
            org.eventsource.cdi.extension.StreamBuildExtension;
    provides jakarta.enterprise.inject.spi.Extension with
            org.eventsource.cdi.extension.StreamExtension;
}
