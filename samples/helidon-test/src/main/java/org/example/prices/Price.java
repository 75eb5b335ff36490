package org.example.prices;

public record Price(String symbol, double amount) {}
