package dev.stile.flow.document;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer RFC 6901 pointer to it; empty for the whole
 * @param reason what is wrong, in words of ours
 * @param fix what to write instead
 */
public record DocumentFault(String pointer, String reason, String fix) {
    /** One line for people. */
    public String line() {
        return (pointer.isEmpty() ? "the document" : pointer) + ": " + reason + "; " + fix;
    }
}
