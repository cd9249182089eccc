package dev.stile.hosting.people;

import java.util.Locale;

/** What a person is to us. Only the first two approve anything. */
public enum Role {
    OWNER,
    APPROVER,
    MEMBER;

    /** As files spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean approves() {
        return this == OWNER || this == APPROVER;
    }
}
