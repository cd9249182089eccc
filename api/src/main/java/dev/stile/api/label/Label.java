package dev.stile.api.label;

/**
 * The label of a value: how far it may be believed and who may see it. Labels form a lattice under
 * {@link #join}.
 *
 * @param integrity trusted or not
 * @param confidentiality who may see it
 */
public record Label(Integrity integrity, Confidentiality confidentiality) {
    /**
     * What the user typed or configured, for the user's own eyes or anybody's: public and trusted.
     */
    public static Label ofUser() {
        return new Label(Integrity.TRUSTED, Confidentiality.open());
    }

    /** The default for whatever is read from a container of a connection. */
    public static Label outside(Scope scope) {
        return new Label(Integrity.UNTRUSTED, Confidentiality.privateTo(scope));
    }

    /** The label of anything computed from both. */
    public Label join(Label other) {
        return new Label(
                integrity.join(other.integrity), confidentiality.join(other.confidentiality));
    }
}
