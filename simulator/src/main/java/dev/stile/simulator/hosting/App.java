package dev.stile.simulator.hosting;

/** A program that reports checks. */
public record App(long id, String slug) {}
