package dev.stile.api.label;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may see a value: everybody when no scope is named, otherwise only those who are readers of
 * every scope.
 *
 * @param scopes sorted; empty means public
 */
public record Confidentiality(NavigableSet<Scope> scopes) {
    private static final Confidentiality PUBLIC =
            new Confidentiality(Collections.emptyNavigableSet());

    /** Words that no connection can be called, so that they are no scope of anybody. */
    private static final String EVERYBODY_TEXT = "(everybody)";

    private static final Confidentiality NOBODY = privateTo(Scope.of("(nobody)"));

    public Confidentiality {
        scopes = Collections.unmodifiableNavigableSet(new TreeSet<>(scopes));
    }

    /** Everybody may see it. */
    public static Confidentiality open() {
        return PUBLIC;
    }

    /** No place clears it: what stands where it cannot be known who may see something. */
    public static Confidentiality nobody() {
        return NOBODY;
    }

    /**
     * Reads what {@link #text()} wrote. What is missing, empty or unreadable is for nobody, since
     * the strictest reading is the one that cannot harm.
     */
    public static Confidentiality parse(String text) {
        if (text.equals(EVERYBODY_TEXT)) {
            return PUBLIC;
        }
        try {
            TreeSet<Scope> scopes = new TreeSet<>();
            text.lines().map(Scope::parse).forEach(scopes::add);
            return scopes.isEmpty() ? NOBODY : new Confidentiality(scopes);
        } catch (IllegalArgumentException unreadable) {
            return NOBODY;
        }
    }

    /** For a store: one scope a line, or a word for everybody. */
    public String text() {
        return isPublic()
                ? EVERYBODY_TEXT
                : scopes.stream().map(Scope::toString).collect(Collectors.joining("\n"));
    }

    /** Only the readers of one scope may see it. */
    public static Confidentiality privateTo(Scope scope) {
        TreeSet<Scope> one = new TreeSet<>();
        one.add(scope);
        return new Confidentiality(one);
    }

    /** The union: what is computed from two values is for the readers of both. */
    public Confidentiality join(Confidentiality other) {
        TreeSet<Scope> all = new TreeSet<>(scopes);
        all.addAll(other.scopes);
        return new Confidentiality(all);
    }

    /** Whether everybody may see it. */
    public boolean isPublic() {
        return scopes.isEmpty();
    }

    /** Whether a place whose readers may see {@code clearance} may hold this value. */
    public boolean flowsTo(Confidentiality clearance) {
        return !scopes.containsAll(NOBODY.scopes) && scopes.stream().allMatch(clearance::clears);
    }

    private boolean clears(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.of(scope.connection()));
    }
}
