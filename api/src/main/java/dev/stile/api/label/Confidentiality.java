package dev.stile.api.label;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Who may see a value: everybody when no scope is named, otherwise only those who are readers of
 * every scope.
 *
 * @param scopes sorted; empty means public
 */
public record Confidentiality(NavigableSet<Scope> scopes) {
    private static final Confidentiality PUBLIC =
            new Confidentiality(Collections.emptyNavigableSet());

    public Confidentiality {
        scopes = Collections.unmodifiableNavigableSet(new TreeSet<>(scopes));
    }

    /** Everybody may see it. */
    public static Confidentiality open() {
        return PUBLIC;
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
        return scopes.stream().allMatch(clearance::clears);
    }

    private boolean clears(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.of(scope.connection()));
    }
}
