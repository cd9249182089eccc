package dev.stile.git.process;

/** A child git ended with an exit code that its caller did not expect, or could not be run. */
public final class GitFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String errorText;

    GitFailed(String command, int exitCode, String errorText) {
        super(
                "git "
                        + command
                        + " ended with "
                        + exitCode
                        + (errorText.isEmpty() ? "" : ": " + errorText));
        this.exitCode = exitCode;
        this.errorText = errorText;
    }

    GitFailed(String command, Throwable cause) {
        super("git " + command + " could not be run", cause);
        this.exitCode = -1;
        this.errorText = "";
    }

    /** The exit code, or -1 if git did not run. */
    public int exitCode() {
        return exitCode;
    }

    /** What git wrote to its stderr, cut; may hold names from the user's repository. */
    public String errorText() {
        return errorText;
    }
}
