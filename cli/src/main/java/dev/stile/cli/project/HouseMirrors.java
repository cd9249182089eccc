package dev.stile.cli.project;

import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.policy.Way;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.LogNotes;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.TerminalOptions;
import dev.stile.git.address.Address;
import dev.stile.git.remote.MirrorOpener;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.Reporter;

import java.io.Writer;
import java.util.Optional;

/** The mirrors of a house that is opened with the first of them. For one session of a helper. */
public final class HouseMirrors implements MirrorOpener, AutoCloseable {
    private final Surroundings around;
    private final Redactor redactor;
    private Optional<House> house = Optional.empty();
    private Optional<Reporter> people = Optional.empty();

    /**
     * @param redactor learns every secret that is used
     */
    public HouseMirrors(Surroundings around, Redactor redactor) {
        this.around = around;
        this.redactor = redactor;
    }

    @Override
    public MirrorPort open(Address address, Reporter reporter) {
        House opened =
                new House(
                        around,
                        AuditOrigin.PUSH,
                        redactor,
                        (message, remote) ->
                                new LogNotes(terminal(reporter, redactor)).note(message, remote));
        house = Optional.of(opened);
        people = Optional.of(reporter);
        return new Projects(opened, Way.PUSH, told -> terminal(told, redactor))
                .open(address, reporter);
    }

    /** Writes notes for people by a reporter; results go nowhere, because stdout is git's. */
    private static Terminal terminal(Reporter reporter, Redactor redactor) {
        return new Terminal(
                Writer.nullWriter(),
                new ReporterWriter(reporter),
                new TerminalOptions(reporter.showsProgress(), false, reporter.isQuiet()),
                redactor::clean);
    }

    @Override
    public void close() {
        try {
            house.ifPresent(House::close);
        } catch (AuditUnavailableException unwritten) {
            // git has its answer; what is not written is how things ended, and that is told.
            people.ifPresent(told -> told.print(ErrorPrinter.text(unwritten)));
        } finally {
            house = Optional.empty();
        }
    }
}
