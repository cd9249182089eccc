package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.outbox.Proposal;
import dev.stile.flow.outbox.Proposed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An outbox that outlives its process: a file for each key, whose entry was sent at once. A key
 * proposed twice is one file.
 */
final class FolderOutbox implements Outbox {
    private final Path folder;

    FolderOutbox(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Proposed propose(Deadline deadline, Proposal proposal) {
        String key = proposal.key().text();
        try {
            Files.createFile(folder.resolve(key));
        } catch (FileAlreadyExistsException known) {
            // The same entry.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return entry(Long.parseLong(key.substring(0, 15), 16));
    }

    @Override
    public Optional<Proposed> find(Deadline deadline, long id) {
        return Optional.of(entry(id));
    }

    @Override
    public void callOff(Transaction transaction, Subject subject, long id, String reason) {
        throw new UnsupportedOperationException("all of them are done at once");
    }

    @Override
    public void acceptDuplicate(Transaction transaction, Subject person, long id, String reason) {
        throw new UnsupportedOperationException("all of them are done at once");
    }

    @Override
    public Optional<Proposed> find(Transaction transaction, long id) {
        return Optional.of(entry(id));
    }

    private static Proposed entry(long id) {
        return new Proposed(id, EffectState.DONE, false, false, "");
    }
}
