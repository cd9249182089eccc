package dev.stile.git.push;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ProjectInfo;
import dev.stile.git.sync.Tracker;

import java.util.Optional;

/**
 * Tells a right that a record keeps back from one that the whole project does, for one push. A
 * tracker answers both alike, so it is asked once whether the project can be written. Where it does
 * not say so, the next write decides: two refusals in a row, and nothing written, stop the rest.
 */
final class WritingRight {
    private static final int ENOUGH = 2;

    private final Tracker tracker;
    private Optional<ConnectorException> refused = Optional.empty();
    private Optional<Answer> answer = Optional.empty();
    private int inARow;

    WritingRight(Tracker tracker) {
        this.tracker = tracker;
    }

    private enum Answer {
        PROJECT_IS_WRITABLE,
        PROJECT_IS_NOT,
        NOT_TOLD
    }

    /** Notes that a write was refused for want of a right. */
    void refused(ConnectorException.Permission permission) {
        refused = Optional.of(permission);
        inARow++;
    }

    /** Notes that a write went through: the project can be written. */
    void granted() {
        refused = Optional.empty();
        answer = Optional.of(Answer.PROJECT_IS_WRITABLE);
    }

    /** The refusal that every further write would meet, too. Asks the tracker at most once. */
    Optional<StileException> missing() {
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        if (answer.isEmpty()) {
            try {
                answer = Optional.of(ask());
            } catch (ConnectorException.Auth
                    | ConnectorException.RateLimited
                    | ConnectorException.Unavailable
                    | ConnectorException.Timeout stopping) {
                return Optional.of(stopping);
            } catch (ConnectorException cannotTell) {
                answer = Optional.of(Answer.NOT_TOLD);
            } catch (StileException ours) {
                return Optional.of(ours);
            }
        }
        boolean stops =
                switch (answer.get()) {
                    case PROJECT_IS_WRITABLE -> false;
                    case PROJECT_IS_NOT -> true;
                    case NOT_TOLD -> inARow >= ENOUGH;
                };
        return stops ? refused.map(StileException.class::cast) : Optional.empty();
    }

    private Answer ask() {
        if (!tracker.store().supports(Feature.PROJECTS)) {
            return Answer.NOT_TOLD;
        }
        return tracker.store().projects(tracker.calls().get()).stream()
                .filter(info -> info.project().equals(tracker.project()))
                .findFirst()
                .map(ProjectInfo::writable)
                .map(writable -> writable ? Answer.PROJECT_IS_WRITABLE : Answer.PROJECT_IS_NOT)
                .orElse(Answer.NOT_TOLD);
    }
}
