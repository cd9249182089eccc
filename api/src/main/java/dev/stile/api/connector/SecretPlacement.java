package dev.stile.api.connector;

/** Where a secret is put for whoever uses it. */
public sealed interface SecretPlacement {
    /**
     * In a header.
     *
     * @param name header name
     * @param prefix what stands before the value, such as {@code "Bearer "}; may be empty
     */
    record Header(String name, String prefix) implements SecretPlacement {}

    /**
     * As the password of HTTP basic authentication.
     *
     * @param userSetting name of the setting that holds the user name
     */
    record Basic(String userSetting) implements SecretPlacement {}

    /**
     * A private key that is in no request itself: what it is exchanged for is in a header. Such a
     * secret stands in the place of the others that requests carry.
     *
     * @param name header name
     * @param prefix what stands before the token
     */
    record Exchanged(String name, String prefix, KeyExchange exchange) implements SecretPlacement {}

    /** In the lines that a connector process reads. */
    record Frame() implements SecretPlacement {}

    /**
     * In the environment of a connector process.
     *
     * @param variable its name there
     */
    record Variable(String variable) implements SecretPlacement {}

    /** How it reaches what uses it. */
    default Delivery delivery() {
        return switch (this) {
            case Header header -> Delivery.GATE;
            case Basic basic -> Delivery.GATE;
            case Exchanged exchanged -> Delivery.GATE;
            case Frame frame -> Delivery.STDIN;
            case Variable variable -> Delivery.ENV;
        };
    }
}
