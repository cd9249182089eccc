package dev.stile.cli.pr;

import picocli.CommandLine.Option;

/** Whether a write is only to be told. */
final class Rehearsal {
    @Option(names = "--dry-run", description = "Say what would be asked for, and send nothing.")
    private boolean dryRun;

    boolean isWanted() {
        return dryRun;
    }
}
