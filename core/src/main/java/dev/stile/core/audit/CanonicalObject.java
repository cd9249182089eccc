package dev.stile.core.audit;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes one JSON object in the canonical form of RFC 8785: members sorted by name, no white space,
 * the shortest escapes. Members must be given in order. Only what rows need: texts, whole numbers
 * below 2^53, lists and maps of texts.
 */
final class CanonicalObject {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder json = new StringBuilder(512).append('{');
    private String last = "";

    CanonicalObject text(String name, String value) {
        quote(name(name), value);
        return this;
    }

    CanonicalObject number(String name, long value) {
        if (value < 0 || value > (1L << 53)) {
            throw new IllegalArgumentException(
                    name + " is no number that every reader can hold: " + value);
        }
        name(name).append(value);
        return this;
    }

    CanonicalObject texts(String name, Collection<String> values) {
        name(name).append('[');
        String between = "";
        for (String value : values) {
            json.append(between);
            quote(json, value);
            between = ",";
        }
        json.append(']');
        return this;
    }

    CanonicalObject object(String name, SortedMap<String, String> members) {
        CanonicalObject inner = new CanonicalObject();
        for (Map.Entry<String, String> member : members.entrySet()) {
            inner.text(member.getKey(), member.getValue());
        }
        return object(name, inner);
    }

    CanonicalObject object(String name, CanonicalObject value) {
        name(name).append(value.end());
        return this;
    }

    String end() {
        return json + "}";
    }

    private StringBuilder name(String name) {
        if (name.compareTo(last) <= 0 && json.length() > 1) {
            throw new IllegalStateException(name + " comes before " + last);
        }
        if (json.length() > 1) {
            json.append(',');
        }
        last = name;
        quote(json, name);
        return json.append(':');
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            escape(json, text.charAt(index));
        }
        json.append('"');
    }

    /**
     * RFC 8785, 3.2.2.2: the short escapes, then lower-case hex for other controls, everything else
     * as it is.
     */
    private static void escape(StringBuilder json, char each) {
        switch (each) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (each < 0x20) {
                    json.append("\\u00").append(HEX[each >> 4]).append(HEX[each & 15]);
                } else {
                    json.append(each);
                }
            }
        }
    }
}
