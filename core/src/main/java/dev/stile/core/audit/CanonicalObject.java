package dev.stile.core.audit;

import dev.stile.core.json.CanonicalJson;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes one JSON object in the canonical form of RFC 8785: members sorted by name, no white space,
 * the shortest escapes. Members must be given in order. Only what rows need: texts, whole numbers
 * below 2^53, lists and maps of texts.
 */
final class CanonicalObject {
    private final StringBuilder json = new StringBuilder(512).append('{');
    private String last = "";

    CanonicalObject text(String name, String value) {
        CanonicalJson.quote(name(name), value);
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
            CanonicalJson.quote(json, value);
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
        CanonicalJson.quote(json, name);
        return json.append(':');
    }
}
