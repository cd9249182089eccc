package dev.stile.git.helper;

import dev.stile.git.remote.MirrorPort;

import java.util.Optional;
import java.util.function.Supplier;

/** The mirror of a session, opened when it is first needed, once. Not for several threads. */
final class OpenMirror implements AutoCloseable {
    private final Supplier<MirrorPort> opener;
    private final SessionNotes notes = new SessionNotes();
    private Optional<MirrorPort> opened = Optional.empty();
    private Optional<RuntimeException> failed = Optional.empty();

    OpenMirror(Supplier<MirrorPort> opener) {
        this.opener = opener;
    }

    /** What the mirror is told of the session at its end. */
    SessionNotes notes() {
        return notes;
    }

    /** The mirror. Fails each time with the same error, if it failed once. */
    MirrorPort get() {
        if (failed.isPresent()) {
            throw failed.get();
        }
        if (opened.isEmpty()) {
            try {
                opened = Optional.of(opener.get());
            } catch (RuntimeException error) {
                failed = Optional.of(error);
                throw error;
            }
        }
        return opened.get();
    }

    @Override
    public void close() {
        opened.ifPresent(
                port -> {
                    try (port) {
                        port.ended(notes.facts());
                    }
                });
        opened = Optional.empty();
    }
}
