package dev.stile.simulator.wire;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an answer, of known length. */
public sealed interface Body {
    /** Bytes held in memory. */
    record Bytes(byte[] bytes) implements Body {}

    /**
     * {@code prefix}, then {@code filler} {@code count} times, then {@code suffix}: as large as one
     * likes, held nowhere.
     */
    record Repeated(byte[] prefix, byte[] filler, long count, byte[] suffix) implements Body {}

    /** How many bytes {@link #writeTo} writes. */
    default long length() {
        return switch (this) {
            case Bytes all -> all.bytes().length;
            case Repeated(byte[] prefix, byte[] filler, long count, byte[] suffix) ->
                    prefix.length + filler.length * count + suffix.length;
        };
    }

    /** Writes the bytes. */
    default void writeTo(OutputStream out) throws IOException {
        switch (this) {
            case Bytes all -> out.write(all.bytes());
            case Repeated(byte[] prefix, byte[] filler, long count, byte[] suffix) -> {
                out.write(prefix);
                for (long i = 0; i < count; i++) {
                    out.write(filler);
                }
                out.write(suffix);
            }
        }
    }
}
