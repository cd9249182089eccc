package dev.stile.git.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A child git ended with an exit code that its caller did not expect, or could not be run. */
public final class GitFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What git says of files of a repository that are not what they were; words of git 2.34 on. */
    private static final Pattern DAMAGE =
            Pattern.compile(
                    "is corrupt|is empty|corrupt loose object|bad config|not a git repository"
                            + "|unable to unpack|does not match index|is too small"
                            + "|too short to be a packfile|not a GIT packfile"
                            + "|bad object (HEAD|refs/heads/main)");

    /** What git says when it cannot write. */
    private static final Pattern NO_ROOM =
            Pattern.compile(
                    "No space left on device|Disk quota exceeded|File too large"
                            + "|Read-only file system|Input/output error");

    /** How git ends when a file grows beyond what its user may write: 128 and SIGXFSZ. */
    private static final int FILE_TOO_LARGE = 153;

    private static final int LATE = -2;

    private final int exitCode;
    private final String errorText;
    private final transient Optional<Path> repository;

    GitFailed(String command, int exitCode, String errorText, Optional<Path> repository) {
        super(
                "git "
                        + command
                        + " ended with "
                        + exitCode
                        + (errorText.isEmpty() ? "" : ": " + errorText));
        this.exitCode = exitCode;
        this.errorText = errorText;
        this.repository = repository;
    }

    GitFailed(String command, Throwable cause) {
        super("git " + command + " could not be run", cause);
        this.exitCode = -1;
        this.errorText = "";
        this.repository = Optional.empty();
    }

    /** A git that did not even start. */
    public static GitFailed notStarted(String command, IOException cause) {
        return new GitFailed(command, cause);
    }

    static GitFailed late(String command, Duration patience) {
        return new GitFailed(
                command, LATE, "no answer within " + patience.toSeconds() + " s", Optional.empty());
    }

    /** Whether it was killed because it gave no answer in time. */
    public boolean isLate() {
        return exitCode == LATE;
    }

    /** Whether it says that the disk took no more. */
    public boolean isForWantOfRoom() {
        return exitCode == FILE_TOO_LARGE || NO_ROOM.matcher(errorText).find();
    }

    /** The exit code; negative if git did not run, or not to its end. */
    public int exitCode() {
        return exitCode;
    }

    /** What git wrote to its stderr, cut; may hold names from the user's repository. */
    public String errorText() {
        return errorText;
    }

    /** The bare repository that it ran in, if git says that its files are damaged. */
    public Optional<Path> damagedRepository() {
        return repository.filter(ignored -> DAMAGE.matcher(errorText).find());
    }
}
