package dev.stile.git.clone;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of git.
 *
 * @param major first number
 * @param minor second number
 */
public record GitVersion(int major, int minor) implements Comparable<GitVersion> {
    /** The oldest release that is supported. */
    public static final GitVersion OLDEST = new GitVersion(2, 34);

    private static final Pattern SPOKEN = Pattern.compile("git version (\\d{1,6})\\.(\\d{1,6}).*");

    /**
     * Reads what {@code git version} prints.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static GitVersion parse(String spoken) {
        Matcher matcher = SPOKEN.matcher(spoken);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("git does not say its version");
        }
        return new GitVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * Refuses a release that is too old.
     *
     * @throws Failure with {@link Code#GIT_TOO_OLD}
     */
    public void requireSupported() {
        if (compareTo(OLDEST) < 0) {
            throw Failure.of(Code.GIT_TOO_OLD)
                    .headline("git " + this + " is too old: Stile needs " + OLDEST + " or newer")
                    .build();
        }
    }

    @Override
    public int compareTo(GitVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
