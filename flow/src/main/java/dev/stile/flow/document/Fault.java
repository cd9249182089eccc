package dev.stile.flow.document;

import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;

/**
 * One thing that is wrong with a document.
 *
 * @param code what kind of wrong
 * @param pointer RFC 6901 pointer to the place; empty for the whole
 * @param reason what is wrong, in words of ours and of the document's author
 * @param fix what to write instead
 */
public record Fault(Code code, String pointer, String reason, String fix) {
    /** The same among several problems of a failure. */
    public Problem problem() {
        return Problem.at(code, pointer, reason + "; " + fix);
    }
}
