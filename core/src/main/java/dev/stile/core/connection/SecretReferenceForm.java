package dev.stile.core.connection;

import java.util.regex.Pattern;

/**
 * What the reference of a secret looks like. Anything else in its place is taken for the secret
 * itself.
 */
final class SecretReferenceForm {
    private static final Pattern FORM =
            Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:.+|git-credential:https?://.+");

    private SecretReferenceForm() {}

    static boolean fits(String text) {
        return FORM.matcher(text).matches();
    }
}
