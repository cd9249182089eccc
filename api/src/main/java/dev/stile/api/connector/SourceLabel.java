package dev.stile.api.connector;

import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;

/**
 * The label of what a connector reads.
 *
 * @param integrity how far it may be believed
 * @param everybody whether everybody may see it; otherwise the readers of its container
 */
public record SourceLabel(Integrity integrity, boolean everybody) {
    /** Untrusted and private: what holds unless a template says otherwise. */
    public static SourceLabel strictest() {
        return new SourceLabel(Integrity.UNTRUSTED, false);
    }

    /** The label of what is read from there. */
    public Label of(Scope place) {
        return new Label(
                integrity, everybody ? Confidentiality.open() : Confidentiality.privateTo(place));
    }
}
