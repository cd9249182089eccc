package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.api.action.Reconciliation;
import dev.stile.core.effect.EffectState;
import dev.stile.testkit.time.TestClock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that proposes one message, sends what is due and sweeps: {@code HOME-FOLDER}. With
 * {@code approve} behind it a person approves first; with {@code settle} the chat says that it
 * knows what became of the message.
 */
public final class Sending {
    private Sending() {}

    public static void main(String... arguments) {
        Path folder = Path.of(arguments[0]);
        try (OutboxWorld world =
                new OutboxWorld(
                        folder,
                        new FileVendor(folder),
                        TestClock.at("2026-05-04T06:00:00Z"),
                        log -> log)) {
            List<String> wishes = List.of(arguments);
            if (!wishes.contains("approve")) {
                world.allow();
            }
            if (wishes.contains("settle")) {
                world.vendor.reconciliation =
                        new Reconciliation.Found(world.vendor.result("m-1", "ts"));
            }
            world.outbox.propose(
                    soon(),
                    OutboxWorld.proposal(
                            OutboxWorld.RULE, "Level 2.41 m", "key-1", Optional.empty(), false));
            if (wishes.contains("approve")) {
                world.journal
                        .list(soon(), List.of(EffectState.PROPOSED), 1)
                        .forEach(
                                entry ->
                                        world.approvals.approve(
                                                soon(), OutboxWorld.ADA, world.seen(entry)));
            }
            world.sweep();
            if (wishes.contains("settle")) {
                world.clock.pass(Duration.ofMinutes(2));
                world.sweep();
            }
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
        return world.journal.list(soon(), List.of(), 5).stream().map(Entry::state).findFirst();
    }
}
