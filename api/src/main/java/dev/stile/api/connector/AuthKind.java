package dev.stile.api.connector;

/** How an account is authorised. */
public enum AuthKind {
    NONE,
    TOKEN,
    BASIC,
    OAUTH2,
    DEVICE,
    APP,
    LOGIN_COMMAND,
    QUESTION_FLOW;

    /** As templates spell it, such as {@code login-command}. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
