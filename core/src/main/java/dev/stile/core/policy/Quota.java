package dev.stile.core.policy;

import java.util.Optional;

/**
 * How much may be sent in an hour, whoever allowed it (FL-93).
 *
 * @param id unique in the policy
 * @param per what is counted apart
 * @param connection slug of the only connection that it holds for
 * @param perHour most sends in any hour
 */
public record Quota(String id, Per per, Optional<String> connection, int perHour) {
    /** What is counted apart. */
    public enum Per {
        RULE,
        CONNECTION,
        RECIPIENT
    }

    public Quota {
        if (perHour < 1) {
            throw new IllegalArgumentException("per_hour is at least 1");
        }
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("an id is of a-z, 0-9 and dashes");
        }
    }

    /**
     * One count that a send is part of.
     *
     * @param name of the count
     * @param perHour most in any hour
     */
    public record Count(String name, int perHour) {}

    /** Which count a send is part of, if it is part of any. */
    Optional<Count> countOf(ActQuestion question) {
        if (connection.isPresent() && !connection.get().equals(question.connection())) {
            return Optional.empty();
        }
        return what(question).map(counted -> new Count("quota:" + id + " " + counted, perHour));
    }

    private Optional<String> what(ActQuestion question) {
        return switch (per) {
            case RULE ->
                    question.subject() instanceof Subject.Rule
                            ? Optional.of(question.subject().actor())
                            : Optional.empty();
            case CONNECTION -> Optional.of(question.connection());
            case RECIPIENT ->
                    question.recipient().map(place -> question.connection() + "/" + place);
        };
    }
}
