package dev.stile.cli.acting;

import dev.stile.cli.desk.Desk;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Remains;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** An entry as a command names it, and the version of it that the person saw. */
final class SeenEntry {
    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Option(names = "--version", paramLabel = "V", description = "Only if it is at this version.")
    private long version;

    /**
     * @throws dev.stile.core.error.Failure NO_SUCH_ENTRY
     */
    Entry require(Desk desk) {
        return Entries.require(desk, id);
    }

    /** What is left of it, if it is there and cannot be read. */
    Optional<Remains> damaged(Desk desk) {
        return desk.house().isFurnished()
                ? desk.flow().damagedEntries().find(desk.patience(), EntryName.parse(id))
                : Optional.empty();
    }

    long version(Remains damaged) {
        return version == 0 ? damaged.version() : version;
    }

    /** The version that the person saw, or the one that is there as the command begins. */
    long version(Entry entry) {
        return version == 0 ? entry.version() : version;
    }
}
