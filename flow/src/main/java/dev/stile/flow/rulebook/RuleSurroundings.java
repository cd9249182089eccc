package dev.stile.flow.rulebook;

import dev.stile.api.action.Category;
import dev.stile.core.policy.Subject;
import dev.stile.flow.label.LabelSurroundings;
import dev.stile.flow.rule.RuleAction;

import java.util.List;
import java.util.Optional;

/** What a rule is checked against when it is stored. Any thread may ask; never in a transaction. */
public interface RuleSurroundings extends LabelSurroundings {
    /** Slugs of all connections. */
    List<String> connections();

    /** Whether events can come from a connection that there is. */
    Trigger trigger(String connection);

    /** Why the events of a connection cannot start, if that is known and not a missing program. */
    default Optional<String> whyNot(String connection) {
        return Optional.empty();
    }

    /**
     * What answers under that name; empty if nothing of it is configured, or if deliveries do not
     * ask classifiers: a rule must never pass everything instead.
     */
    Optional<ClassifierKind> classifier(String name);

    /**
     * Whether a person or agent may write a rule that does this.
     *
     * @param connection where; empty for this machine
     */
    boolean mayAuthor(Subject author, Optional<String> connection, Category category);

    /** How far a connection can tell events. */
    enum Trigger {
        POSSIBLE,
        /** Its connector tells none, or claims to and nothing backs that. */
        UNBACKED,
        /** It could, but cannot start here: a program is missing, or is not trusted. */
        CANNOT_START
    }

    /** What a classifier is. */
    enum ClassifierKind {
        /** A program on this machine. */
        COMMAND,
        /** A model behind the connection of that name. */
        CONNECTION
    }

    /** Why a rule that does this could never do it here, if that is so. */
    default Optional<String> neverDone(RuleAction action) {
        return Optional.empty();
    }
}
