package dev.stile.core.limit;

/** Writes are also paced by a gap. */
public enum RequestKind {
    READ,
    WRITE
}
