package dev.stile.connectors.redmine.wire;

import java.util.Locale;
import java.util.Set;

/** Spells names of custom fields as keys of files (TR-9). */
public final class FieldKeys {
    private static final int LONGEST = 80;

    private FieldKeys() {}

    /** Lower snake case of ASCII letters and digits; empty if nothing of the name remains. */
    public static String snake(String name) {
        StringBuilder key = new StringBuilder();
        for (char unit : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if ((unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9')) {
                key.append(unit);
            } else if (key.length() > 0 && key.charAt(key.length() - 1) != '_') {
                key.append('_');
            }
        }
        String text = key.length() > LONGEST ? key.substring(0, LONGEST) : key.toString();
        return text.endsWith("_") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * The key of a field: its name, with its id appended where the name is taken or nothing of it
     * remains.
     */
    static String of(String name, long id, Set<String> taken) {
        String plain = snake(name);
        if (plain.isEmpty()) {
            return "field_" + id;
        }
        return taken.contains(plain) || Attribute.ofKey(plain).isPresent()
                ? plain + "_" + id
                : plain;
    }
}
