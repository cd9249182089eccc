package dev.stile.hosting.policy;

import java.util.Locale;

/** Something that a person must hear of, whatever was decided. */
public enum Report {
    /** Another account has the handle of a person who may approve. */
    HANDLE_REUSED,
    /** It was merged with another head than the plan's: an alarm for the repository. */
    MERGED_OTHER_HEAD,
    /** It was merged into another branch than the plan's: an alarm for the repository. */
    MERGED_OTHER_BASE;

    /** As it stands in the audit. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more is merged there until a person has looked. */
    public boolean isAlarm() {
        return switch (this) {
            case HANDLE_REUSED -> false;
            case MERGED_OTHER_HEAD, MERGED_OTHER_BASE -> true;
        };
    }
}
