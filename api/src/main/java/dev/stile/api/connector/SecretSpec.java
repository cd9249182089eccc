package dev.stile.api.connector;

/**
 * A secret that a connection needs.
 *
 * @param name as in {@code --secret name=REFERENCE}
 * @param title one line for people
 * @param required whether a connection works without it
 * @param placement where the gate puts it
 */
public record SecretSpec(String name, String title, boolean required, SecretPlacement placement) {
    /** A token that every request needs, as a bearer in {@code Authorization}. */
    public static SecretSpec bearer(String name, String title) {
        return new SecretSpec(
                name, title, true, new SecretPlacement.Header("Authorization", "Bearer "));
    }
}
