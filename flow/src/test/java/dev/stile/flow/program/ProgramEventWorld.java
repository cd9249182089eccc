package dev.stile.flow.program;

import dev.stile.api.event.EventSource;
import dev.stile.core.store.Home;
import dev.stile.testkit.contract.Who;
import dev.stile.testkit.event.EventWorld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A connection for each case, with a file whose lines a program tells. */
final class ProgramEventWorld implements EventWorld {
    private final String slug;
    private final FileProgram program;
    private final FileProgram.Way way;
    private int places;

    /**
     * @param slug of the connector
     */
    ProgramEventWorld(String slug, FileProgram program, FileProgram.Way way) {
        this.slug = slug;
        this.program = program;
        this.way = way;
    }

    @Override
    public String source() {
        return slug;
    }

    @Override
    public String dialect() {
        return "the Python skeleton";
    }

    @Override
    public Place place() {
        String connection = "lines-" + ++places;
        Path state = program.state(slug, connection);
        Home.ensureFolder(state);
        return new Lines(connection, state.resolve("source.txt"));
    }

    private final class Lines implements Place {
        private final String connection;
        private final Path file;

        Lines(String connection, Path file) {
            this.connection = connection;
            this.file = file;
        }

        @Override
        public EventSource open() {
            EventSource real =
                    way.open(program, Who.MEMBER, connection).connector().events().orElseThrow();
            return new ProgramEvents(real, () -> file.toFile().length());
        }

        @Override
        public void happens(String text, String more) {
            write(
                    more.isEmpty() ? text + "\n" : text + " " + more + "\n",
                    StandardOpenOption.APPEND);
        }

        @Override
        public boolean forgets() {
            write("", StandardOpenOption.TRUNCATE_EXISTING);
            return true;
        }

        @Override
        public boolean breaks() {
            program.next(FileProgram.Fate.AWAY);
            return true;
        }

        @Override
        public void heals() {
            program.next(FileProgram.Fate.RUNS);
        }

        @Override
        public void close() {
            heals();
        }

        private void write(String text, StandardOpenOption how) {
            try {
                Files.writeString(file, text, StandardOpenOption.CREATE, how);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
