package org.eventsource.cdi.extension.model;

import java.util.Optional;

/** Receives objects that data is decoded to. */
public sealed interface PayloadReceiver permits ObserverDeclaration, PublisherDeclaration {

    /** Names the receiver and its place in messages. */
    String named();

    /** Returns the type that data is decoded to; empty if it receives no payload. */
    Optional<PayloadType> payload();
}
