package org.eventsource.impl.source;

/** What a failed attempt may mean on a server that deploys its applications one after another. */
enum Grace {

    /** The server has had time to deploy the stream. */
    OVER,

    /** The server may be deploying the stream again. */
    REDEPLOYING,

    /** The server may be starting: there was no connection yet. */
    STARTING
}
