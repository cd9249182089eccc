package dev.stile.cli.desk;

import java.io.OutputStream;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err everything else
 * @param interactive whether a person looks on
 */
public record Streams(OutputStream out, OutputStream err, boolean interactive) {}
