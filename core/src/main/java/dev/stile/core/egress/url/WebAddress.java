package dev.stile.core.egress.url;

/**
 * An address in its one spelling, read by the one parser (TU-3, TU-4): apart from letter case of
 * scheme and host and a default port, anything that two standard parsers could read differently is
 * refused and never repaired.
 *
 * @param origin where it leads
 * @param path encoded, from its first slash; empty if the address ends with its origin
 * @param query encoded, with its question mark; may be empty
 */
public record WebAddress(Origin origin, String path, String query) {
    /** Longer addresses are refused. */
    public static final int LONGEST = 16_384;

    /** Reads an absolute address. */
    public static WebAddress parse(String text) throws AmbiguousUrlException {
        if (text.length() > LONGEST) {
            throw new AmbiguousUrlException(
                    "the address is longer than " + LONGEST + " characters");
        }
        requirePlain(text);
        int colon = text.indexOf("://");
        if (colon < 0) {
            throw new AmbiguousUrlException("the address does not begin with https:// or http://");
        }
        Scheme scheme =
                Scheme.parse(text.substring(0, colon))
                        .orElseThrow(
                                () -> new AmbiguousUrlException("the scheme is not http or https"));
        int begin = colon + 3;
        int end = endOfAuthority(text, begin);
        Origin origin = origin(scheme, text.substring(begin, end));
        return split(origin, text.substring(end));
    }

    /**
     * Reads what a server gave as the next place, seen from this address: absolute, or a path, or
     * only a query. A fragment is dropped, since it is never sent.
     */
    public WebAddress follow(String reference) throws AmbiguousUrlException {
        int fragment = reference.indexOf('#');
        String place = fragment < 0 ? reference : reference.substring(0, fragment);
        if (place.startsWith("//")) {
            return parse(origin.scheme().wire() + ":" + place);
        }
        if (place.startsWith("/")) {
            return parse(origin + place);
        }
        if (place.isEmpty() || place.startsWith("?")) {
            return parse(origin + path + (place.isEmpty() ? query : place));
        }
        int colon = place.indexOf(':');
        int slash = place.indexOf('/');
        if (colon >= 0 && (slash < 0 || colon < slash)) {
            return parse(place);
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return parse(origin + (folder.isEmpty() ? "/" : folder) + place);
    }

    /** What the request line asks for. */
    public String target() {
        return (path.isEmpty() ? "/" : path) + query;
    }

    /** Origin and path, without the query, which may hold what is not for a log. */
    public String withoutQuery() {
        return origin + path;
    }

    boolean isBareOrigin() {
        return path.isEmpty() && query.isEmpty();
    }

    @Override
    public String toString() {
        return origin + path + query;
    }

    private static void requirePlain(String text) throws AmbiguousUrlException {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit <= ' ' || unit >= 0x7f) {
                throw new AmbiguousUrlException(
                        "the address holds a space, a control character or a letter beyond ASCII");
            }
            if (unit == '\\') {
                throw new AmbiguousUrlException("the address holds a backslash");
            }
        }
    }

    private static int endOfAuthority(String text, int begin) {
        for (int index = begin; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '/' || unit == '?' || unit == '#') {
                return index;
            }
        }
        return text.length();
    }

    private static Origin origin(Scheme scheme, String authority) throws AmbiguousUrlException {
        if (authority.indexOf('@') >= 0) {
            throw new AmbiguousUrlException("the address holds a user name or password");
        }
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        if (colon < 0) {
            return new Origin(scheme, Hosts.canonical(authority), scheme.defaultPort());
        }
        return new Origin(
                scheme,
                Hosts.canonical(authority.substring(0, colon)),
                port(authority.substring(colon + 1)));
    }

    private static int port(String digits) throws AmbiguousUrlException {
        if (digits.isEmpty() || digits.length() > 5 || digits.startsWith("0")) {
            throw new AmbiguousUrlException("the port is not a number from 1 to 65535");
        }
        int port = 0;
        for (int index = 0; index < digits.length(); index++) {
            char digit = digits.charAt(index);
            if (digit < '0' || digit > '9') {
                throw new AmbiguousUrlException("the port is not a number from 1 to 65535");
            }
            port = port * 10 + (digit - '0');
        }
        if (port > 65_535) {
            throw new AmbiguousUrlException("the port is not a number from 1 to 65535");
        }
        return port;
    }

    private static WebAddress split(Origin origin, String rest) throws AmbiguousUrlException {
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 ? "" : rest.substring(mark);
        PathRules.requireCanonical(path);
        PathRules.requireEncoded(query, "/?");
        return new WebAddress(origin, path, query);
    }
}
