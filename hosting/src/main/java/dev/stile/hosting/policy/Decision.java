package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The one thing to do about a pull request. */
public sealed interface Decision {
    /** The word for audit rows and people. */
    default String word() {
        return switch (this) {
            case Nothing ignored -> "nothing";
            case Wait wait -> "wait_" + lower(wait.why());
            case Feedback ignored -> "feedback";
            case Rework rework -> "rework_" + lower(rework.kind());
            case Merge ignored -> "merge";
            case HandOff ignored -> "hand_off";
            case Done done -> done.merged() ? "merged" : "closed";
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Nothing is due; the explanation says why. */
    record Nothing() implements Decision {}

    /** Look again, at the latest then. */
    record Wait(Instant until, WaitReason why) implements Decision {}

    /** What people said that was not delivered: never empty, oldest first. */
    record Feedback(List<Item> items) implements Decision {
        public Feedback {
            items = List.copyOf(items);
        }
    }

    /**
     * One new comment.
     *
     * @param context what was said before it in the same thread, oldest first
     */
    record Item(PRComment comment, List<PRComment> context) {
        public Item {
            context = List.copyOf(context);
        }

        /** By which it is known again once it was delivered; computed each time. */
        FeedbackKey key() {
            return FeedbackKey.of(comment, Sha256.begin());
        }
    }

    /**
     * The branch is to be put right.
     *
     * @param again how often the same was given back for this head before
     * @param failing for {@link ReworkKind#CI}: the checks that stayed red
     * @param reds which runs those are
     */
    record Rework(ReworkKind kind, Sha head, int again, List<Check> failing, List<Sha> reds)
            implements Decision {
        public Rework {
            failing = List.copyOf(failing);
            reds = List.copyOf(reds);
        }
    }

    /** Every condition holds. */
    record Merge(MergePlan plan) implements Decision {}

    /**
     * A person is asked, in conditional words: nothing has happened.
     *
     * @param rules the host's, where they are the reason
     */
    record HandOff(Sha head, Set<HandOffReason> reasons, Set<BlockReason> rules)
            implements Decision {
        public HandOff {
            reasons = Set.copyOf(reasons);
            rules = Set.copyOf(rules);
        }
    }

    /** Its life is over. */
    record Done(boolean merged) implements Decision {}
}
