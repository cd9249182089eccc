package dev.stile.cli.connections;

import dev.stile.api.connector.Manifest;
import dev.stile.core.connection.Connection;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The name of a connection that nobody named (FL-7). */
final class SuggestedName {
    /** As long as the name of a connection may be. */
    private static final int LONGEST = 32;

    private SuggestedName() {}

    /** What the connector suggests, or that with the first number from 2 that is free. */
    static String of(Manifest manifest, List<Connection> present) {
        Set<String> taken =
                present.stream().map(each -> each.slug().text()).collect(Collectors.toSet());
        String wanted = manifest.suggestedConnection();
        String name = cut(wanted, LONGEST);
        for (int number = 2; taken.contains(name); number++) {
            String end = "-" + number;
            name = cut(wanted, LONGEST - end.length()) + end;
        }
        return name;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
