package dev.stile.flow.outbox;

import dev.stile.core.effect.EffectState;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A process that proposes one message, sends what is due and sweeps: {@code HOME-FOLDER}. */
public final class Sending {
    private Sending() {}

    public static void main(String... arguments) {
        Path folder = Path.of(arguments[0]);
        try (OutboxWorld world =
                new OutboxWorld(folder, new FileVendor(folder), new TestClock(), log -> log)) {
            world.allow();
            world.outbox.propose(
                    OutboxWorld.soon(),
                    OutboxWorld.proposal(
                            OutboxWorld.RULE, "Level 2.41 m", "key-1", Optional.empty(), false));
            world.sweep();
            world.send();
        }
    }

    /** A chat that remembers on disk, so that it outlives whoever speaks to it. */
    static final class FileVendor extends Vendor {
        private final Path file;

        FileVendor(Path folder) {
            this.file = folder.resolve("posted.txt");
        }

        @Override
        void record(String text) {
            super.record(text);
            try {
                Files.writeString(
                        file,
                        text + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        long count() throws IOException {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        }
    }

    static Optional<EffectState> state(OutboxWorld world) {
        return world.journal.list(OutboxWorld.soon(), List.of(), 5).stream()
                .map(Entry::state)
                .findFirst();
    }
}
