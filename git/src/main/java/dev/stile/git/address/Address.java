package dev.stile.git.address;

import dev.stile.api.value.ProjectRef;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of one project: {@code stile::<connection>/<project>}.
 *
 * @param connection 1 to 32 lower-case letters, digits and dashes, not beginning with a dash
 * @param project after percent escapes were decoded, once
 */
public record Address(String connection, ProjectRef project) {
    /** What stands before the connection where git chooses a helper by it. */
    public static final String PREFIX = "stile::";

    private static final String URL_PREFIX = "stile://";
    private static final Pattern CONNECTION = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public Address {
        if (!CONNECTION.matcher(connection).matches()) {
            throw new IllegalArgumentException(
                    "the name of a connection is 1 to 32 of a-z, 0-9 and -, not beginning with -");
        }
        if (project.text().startsWith("-")) {
            throw new IllegalArgumentException("the project begins with a dash");
        }
    }

    /**
     * Reads an address with or without its prefix; git gives it to a helper without.
     *
     * @throws Failure with {@link Code#ADDRESS_NOT_VALID} for anything else
     */
    public static Address parse(String typed) {
        if (typed.startsWith(URL_PREFIX)) {
            throw refusal(
                    typed,
                    "it begins with stile://; write "
                            + PREFIX
                            + typed.substring(URL_PREFIX.length()));
        }
        String text = typed.startsWith(PREFIX) ? typed.substring(PREFIX.length()) : typed;
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) {
            throw refusal(typed, "the project is missing");
        }
        for (char mark : new char[] {'?', '#'}) {
            if (text.indexOf(mark) >= 0) {
                throw refusal(
                        typed,
                        "it has no query and no fragment: write " + mark + " as " + escape(mark));
            }
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw refusal(typed, "it holds bytes that are not text here: percent-encode them");
        }
        try {
            return new Address(
                    text.substring(0, slash),
                    new ProjectRef(PercentEscapes.decode(text.substring(slash + 1))));
        } catch (IllegalArgumentException notValid) {
            throw refusal(typed, String.valueOf(notValid.getMessage()));
        }
    }

    /** The one canonical spelling, safe in a shell. */
    @Override
    public String toString() {
        return PREFIX + connection + "/" + PercentEscapes.encode(project.text());
    }

    private static String escape(char mark) {
        return "%" + Integer.toHexString(mark).toUpperCase(Locale.ROOT);
    }

    private static Failure refusal(String typed, String why) {
        return Failure.of(Code.ADDRESS_NOT_VALID)
                .headline("the address is not valid: " + why)
                .detail("address: " + typed)
                .build();
    }
}
