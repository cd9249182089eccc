package dev.stile.flow.webhook;

import java.util.regex.Pattern;

/** What a header may be called (RFC 9110, 5.6.2), and not longer than anybody needs. */
final class HeaderName {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private HeaderName() {}

    static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }
}
