package org.example.prices;

/** A price, and the id of its message in the stream. */
public record Update(String id, Price price) {}
