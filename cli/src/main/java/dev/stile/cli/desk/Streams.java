package dev.stile.cli.desk;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a command reads and where it writes.
 *
 * @param in read only where {@code -} stands for a file
 * @param out what was asked for
 * @param err everything else
 * @param interactive whether a person looks on
 */
public record Streams(InputStream in, OutputStream out, OutputStream err, boolean interactive) {
    /** Without anything to read. */
    public Streams(OutputStream out, OutputStream err, boolean interactive) {
        this(InputStream.nullInputStream(), out, err, interactive);
    }
}
