package dev.stile.cli.desk;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command understands. */
public final class CommonOptions {
    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document for programs.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Leave out everything beside the answer.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more.")
    private boolean verbose;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print without colors.")
    private boolean noColor;

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean noColor() {
        return noColor;
    }
}
