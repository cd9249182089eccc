package dev.stile.hosting.watch;

/**
 * What looks are paid from.
 *
 * @param of names it
 * @param perHour requests in an hour
 */
public record Budget(String of, long perHour) {}
