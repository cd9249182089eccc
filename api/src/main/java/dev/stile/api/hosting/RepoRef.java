package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;

import java.util.List;
import java.util.Locale;

/**
 * One repository of one host. Two spellings that differ only in ASCII case name the same one: see
 * {@link #key}.
 *
 * @param host where it is
 * @param path two or more segments joined by {@code /}, as the host spells them
 */
public record RepoRef(HostId host, String path) {
    private static final String SEGMENT = "[A-Za-z0-9._-]{1,100}";

    /** Most segments that any host nests. */
    public static final int DEEPEST = 21;

    public RepoRef {
        String[] segments = path.split("/", -1);
        if (segments.length < 2 || segments.length > DEEPEST) {
            throw invalid("has two or more segments");
        }
        for (String segment : segments) {
            if (!segment.matches(SEGMENT)
                    || segment.startsWith("-")
                    || segment.equals(".")
                    || segment.equals("..")) {
                throw invalid("a segment is 1 to 100 of A-Z, a-z, 0-9, '.', '_' and '-'");
            }
        }
    }

    /** The segments of the path. */
    public List<String> segments() {
        return List.of(path.split("/"));
    }

    /** What it is called in state: host and path with ASCII case folded. */
    public String key() {
        return host + "/" + path.toLowerCase(Locale.ROOT);
    }

    /** Whether both name the same repository. */
    public boolean isSameAs(RepoRef other) {
        return key().equals(other.key());
    }

    private static Invalid invalid(String rule) {
        return new Invalid("repo", rule, List.of());
    }

    @Override
    public String toString() {
        return host + "/" + path;
    }
}
