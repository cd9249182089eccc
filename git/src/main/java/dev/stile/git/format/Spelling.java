package dev.stile.git.format;

import dev.stile.api.record.Link;
import dev.stile.api.record.Person;

import java.util.Optional;

/** How files write people and links. Pure; any thread may use it. */
public final class Spelling {
    private Spelling() {}

    /**
     * The handle where there is one, else {@code Display <id>}. A handle that could be read as the
     * second form is not used: brackets are the truth about who is meant.
     */
    public static String of(Person person) {
        return person.handle()
                .filter(handle -> !handle.isBlank() && bracketedId(handle).isEmpty())
                .orElseGet(() -> person.display() + " <" + person.id() + '>');
    }

    /** {@code blocks PROJ-9} */
    public static String of(Link link) {
        return link.kind() + ' ' + link.target().text();
    }

    /** The id in the brackets at the end of a spelling. */
    public static Optional<String> bracketedId(String spelled) {
        int open = spelled.lastIndexOf('<');
        if (!spelled.endsWith(">") || open < 0 || (open > 0 && spelled.charAt(open - 1) != ' ')) {
            return Optional.empty();
        }
        String id = spelled.substring(open + 1, spelled.length() - 1);
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
