package dev.stile.simulator.hosting;

/** What an account may do in a repository, the least first. */
public enum Role {
    NONE,
    READ,
    TRIAGE,
    WRITE,
    MAINTAIN,
    ADMIN;

    /** Whether it allows all that the other does. */
    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
