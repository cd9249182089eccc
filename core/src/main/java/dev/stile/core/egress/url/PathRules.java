package dev.stile.core.egress.url;

/** What a path and a query may hold: RFC 3986 characters, whole escapes, no dot segments. */
final class PathRules {
    /** RFC 3986, 2.2 and 2.3: what a path segment may hold besides letters, digits and escapes. */
    private static final String IN_SEGMENTS = "-._~!$&'()*+,;=:@";

    private PathRules() {}

    static void requireCanonical(String path) throws AmbiguousUrlException {
        requireEncoded(path, "/");
        int begin = 0;
        while (begin <= path.length()) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            if (isDots(path, begin, end)) {
                throw new AmbiguousUrlException("the path holds a segment of dots");
            }
            begin = end + 1;
        }
    }

    static void requireEncoded(String text, String more) throws AmbiguousUrlException {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '%') {
                if (index + 2 >= text.length()
                        || !isHex(text.charAt(index + 1))
                        || !isHex(text.charAt(index + 2))) {
                    throw new AmbiguousUrlException("the address holds a broken escape");
                }
            } else if (unit == '#') {
                throw new AmbiguousUrlException("the address holds a fragment");
            } else if (!isLetterOrDigit(unit)
                    && IN_SEGMENTS.indexOf(unit) < 0
                    && more.indexOf(unit) < 0) {
                throw new AmbiguousUrlException(
                        "the address holds a character that is not encoded");
            }
        }
    }

    /** One or two dots, each plain or escaped: some parsers take such a segment away. */
    private static boolean isDots(String path, int begin, int end) {
        int dots = 0;
        int index = begin;
        while (index < end) {
            if (path.charAt(index) == '.') {
                index++;
            } else if (path.regionMatches(true, index, "%2e", 0, 3)) {
                index += 3;
            } else {
                return false;
            }
            dots++;
        }
        return dots == 1 || dots == 2;
    }

    private static boolean isHex(char unit) {
        return (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'f')
                || (unit >= 'A' && unit <= 'F');
    }

    private static boolean isLetterOrDigit(char unit) {
        return (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z');
    }
}
