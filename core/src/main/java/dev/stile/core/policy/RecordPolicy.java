package dev.stile.core.policy;

import dev.stile.api.action.Category;
import dev.stile.api.label.Integrity;
import dev.stile.core.policy.Decision.Verdict;

import java.time.Clock;
import java.util.Optional;

/**
 * What holds for records that are read and written by commands and pushes: the defaults, and the
 * user's own policy where it is stricter. An entry loosens nothing here, since neither of the two
 * waits for somebody or counts; what needs that goes through the outbox. Any thread may ask.
 */
public final class RecordPolicy {
    private final Policies policies;
    private final Clock clock;

    public RecordPolicy(Policies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Where somebody wants to do something.
     *
     * @param connection slug
     * @param container project, where one is named
     */
    public record Place(String connection, Optional<String> container) {}

    /**
     * Goes on only if it is allowed.
     *
     * @throws dev.stile.core.error.Failure POLICY_REFUSED, naming the entry that decided;
     *     POLICY_FILE_NOT_VALID if there is a policy that is not understood
     */
    public Decision require(Subject subject, Deed deed, Way way, Place place) {
        return DefaultPolicy.allowed(decide(subject, deed, way, place), subject);
    }

    Decision decide(Subject subject, Deed deed, Way way, Place place) {
        Decision standard = DefaultPolicy.decide(subject, deed, way);
        return category(deed)
                .map(category -> question(subject, deed, category, place))
                .flatMap(question -> policies.inForce().granted(question, clock.instant()))
                .map(granted -> asked(granted, deed, way))
                .filter(granted -> granted.verdict().compareTo(standard.verdict()) >= 0)
                .orElse(standard);
    }

    /** A push asks by its caps before it deletes, and cannot ask about anything else. */
    private static Decision asked(Decision granted, Deed deed, Way way) {
        if (granted.verdict() != Verdict.CONFIRM || way != Way.PUSH) {
            return granted;
        }
        return new Decision(deed == Deed.DELETE ? Verdict.ALLOW : Verdict.REFUSE, granted.entry());
    }

    private static ActQuestion question(
            Subject subject, Deed deed, Category category, Place place) {
        return new ActQuestion(
                subject,
                place.connection(),
                action(deed),
                category,
                deed != Deed.READ,
                place.container(),
                place.container(),
                Integrity.TRUSTED);
    }

    private static Optional<Category> category(Deed deed) {
        return switch (deed) {
            case READ -> Optional.of(Category.EXTERNAL_RECORD_READ);
            case CREATE -> Optional.of(Category.EXTERNAL_RECORD_CREATE);
            case UPDATE -> Optional.of(Category.EXTERNAL_RECORD_UPDATE);
            case CLOSE -> Optional.of(Category.EXTERNAL_RECORD_TRANSITION);
            case DELETE -> Optional.of(Category.EXTERNAL_RECORD_DELETE);
            case CONFIGURE -> Optional.empty();
        };
    }

    /** As entries that name an action spell it. */
    private static String action(Deed deed) {
        return switch (deed) {
            case READ -> "record.read";
            case CREATE -> "record.create";
            case UPDATE -> "record.update";
            case CLOSE -> "record.close";
            case DELETE -> "record.delete";
            case CONFIGURE -> "connection.configure";
        };
    }
}
