package dev.stile.api.connector;

/** Where the gate puts a secret in each request. */
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
}
