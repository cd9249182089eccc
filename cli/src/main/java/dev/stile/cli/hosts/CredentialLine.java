package dev.stile.cli.hosts;

import dev.stile.core.error.ShellWords;

/** The one line of git's configuration by which git asks us for a credential. Pure. */
public final class CredentialLine {
    private CredentialLine() {}

    /** A command, to be typed once. */
    public static String of(HostConnection connection) {
        return ShellWords.command(
                "git config --global", "credential." + origin(connection) + ".helper", "stile");
    }

    /** Scheme, host and port, as git compares them. */
    public static String origin(HostConnection connection) {
        return connection.web().getScheme() + "://" + connection.host();
    }
}
