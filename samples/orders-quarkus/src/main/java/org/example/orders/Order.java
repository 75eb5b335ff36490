package org.example.orders;

public record Order(int number, String item) {}
