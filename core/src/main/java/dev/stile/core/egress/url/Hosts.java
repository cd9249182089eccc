package dev.stile.core.egress.url;

import java.util.Locale;

/** Names and addresses of hosts in their one spelling. */
final class Hosts {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    private Hosts() {}

    /** The host in lower case, IPv6 without its brackets. */
    static String canonical(String host) throws AmbiguousUrlException {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            return Ipv6Text.canonical(lower);
        }
        if (lower.isEmpty() || lower.length() > LONGEST_NAME) {
            throw new AmbiguousUrlException("the host is empty or too long");
        }
        String[] labels = lower.split("\\.", -1);
        for (String label : labels) {
            requireLabel(label);
        }
        // A last label that begins with a digit is read as an address by some parsers, in octal,
        // hexadecimal, decimal and shortened forms; only the full decimal form means one thing.
        if (isDigit(labels[labels.length - 1].charAt(0)) && !isIpv4(lower)) {
            throw new AmbiguousUrlException("the host is neither a name nor four decimal numbers");
        }
        return lower;
    }

    static boolean isIpv4(String host) {
        String[] numbers = host.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            if (!isOctet(number)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOctet(String number) {
        if (number.isEmpty()
                || number.length() > 3
                || (number.length() > 1 && number.charAt(0) == '0')) {
            return false;
        }
        int value = 0;
        for (int index = 0; index < number.length(); index++) {
            if (!isDigit(number.charAt(index))) {
                return false;
            }
            value = value * 10 + (number.charAt(index) - '0');
        }
        return value <= 255;
    }

    private static void requireLabel(String label) throws AmbiguousUrlException {
        if (label.isEmpty() || label.length() > LONGEST_LABEL) {
            throw new AmbiguousUrlException(
                    "the host has an empty part, a dot at its end, or a long part");
        }
        for (int index = 0; index < label.length(); index++) {
            char unit = label.charAt(index);
            boolean inside = index > 0 && index < label.length() - 1;
            if (!isDigit(unit) && !(unit >= 'a' && unit <= 'z') && !(unit == '-' && inside)) {
                throw new AmbiguousUrlException("the host holds a character that no host name has");
            }
        }
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }
}
