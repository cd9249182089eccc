package dev.stile.flow.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a signature covers: the body, and texts before it.
 *
 * @param before pieces of text, the id and the time, in the order of signing
 */
record SignedText(List<Piece> before) {
    /** A piece before the body. */
    sealed interface Piece {
        record Fixed(String text) implements Piece {}

        record Id() implements Piece {}

        record Time() implements Piece {}
    }

    SignedText {
        before = List.copyOf(before);
    }

    /**
     * Reads {@code {id}.{time}.{body}}. The body comes last.
     *
     * @throws IllegalArgumentException if it does not, or a place is unknown
     */
    static SignedText parse(String text) {
        if (!text.endsWith("{body}") || text.length() > 100) {
            throw new IllegalArgumentException(
                    "what is signed ends with {body}, such as {id}.{time}.{body}");
        }
        java.util.ArrayList<Piece> pieces = new java.util.ArrayList<>();
        String rest = text.substring(0, text.length() - "{body}".length());
        while (!rest.isEmpty()) {
            int open = rest.indexOf('{');
            if (open < 0) {
                pieces.add(new Piece.Fixed(rest));
                rest = "";
            } else if (open > 0) {
                pieces.add(new Piece.Fixed(rest.substring(0, open)));
                rest = rest.substring(open);
            } else if (rest.startsWith("{id}")) {
                pieces.add(new Piece.Id());
                rest = rest.substring(4);
            } else if (rest.startsWith("{time}")) {
                pieces.add(new Piece.Time());
                rest = rest.substring(6);
            } else {
                throw new IllegalArgumentException("what is signed knows {id}, {time} and {body}");
            }
        }
        return new SignedText(pieces);
    }

    boolean coversId() {
        return before.contains(new Piece.Id());
    }

    boolean coversTime() {
        return before.contains(new Piece.Time());
    }

    /** Feeds what is signed, piece by piece. */
    void feed(String id, String time, byte[] body, Consumer<byte[]> sink) {
        for (Piece piece : before) {
            String text =
                    switch (piece) {
                        case Piece.Fixed(String fixed) -> fixed;
                        case Piece.Id here -> id;
                        case Piece.Time here -> time;
                    };
            sink.accept(text.getBytes(StandardCharsets.UTF_8));
        }
        sink.accept(body);
    }
}
