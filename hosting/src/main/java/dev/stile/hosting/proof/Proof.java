package dev.stile.hosting.proof;

import java.util.Locale;

/**
 * What is known of something that landed.
 *
 * @param rewound whether the base lost what it had
 * @param why in one word; empty if all is well
 */
public record Proof(Verdict verdict, boolean rewound, String why) {
    /** How well it is known. */
    public enum Verdict {
        /** It is the very tree that the checks ran on. */
        TESTED,
        /** It is the expected head, merged into the base as it was then. */
        MERGED_AS_REVIEWED,
        /** It is something else. */
        MISMATCH,
        UNPROVEN;

        /** As events and audit rows spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing is known, in one word why. */
    public static Proof none(String why) {
        return new Proof(Verdict.UNPROVEN, false, why);
    }

    /** As it stands in the audit. */
    public String words() {
        return ("proof: " + verdict.word() + " " + why).strip();
    }

    /** Whether nothing more may be merged into that repository until a person has looked. */
    public boolean isAlarm() {
        return rewound || verdict == Verdict.MISMATCH;
    }
}
