package dev.stile.flow.document;

/** A document that is neither YAML nor JSON as it is read here. The message names the place. */
public final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableDocumentException(String message) {
        super(message);
    }
}
