package dev.stile.cli.project;

import dev.stile.core.connection.Connection;
import dev.stile.git.address.Address;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.push.PushJournal;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.PushOutcome;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.SessionFacts;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.surface.MirrorSession;
import dev.stile.git.surface.SessionParts;
import dev.stile.git.sync.Tracker;

/**
 * A project whose mirror is open. The tracker is asked only by what needs it. Methods are called
 * one at a time.
 *
 * @param address as the user wrote it, in its one spelling
 * @param connection that leads to it
 * @param mirror of it
 * @param parts of the session
 * @param session on the mirror
 * @param progress of requests, ended with the project
 */
public record OpenProject(
        Address address,
        Connection connection,
        Mirror mirror,
        SessionParts parts,
        MirrorSession session,
        TrackerProgress progress)
        implements MirrorPort {
    /** The tracker, opened when it is first asked for. */
    public Tracker tracker() {
        return parts.tracker().get();
    }

    /** The journal of its pushes. */
    public PushJournal journal() {
        return parts.journal().get();
    }

    @Override
    public MirrorRepository repository() {
        return session.repository();
    }

    @Override
    public void syncForFetch() {
        session.syncForFetch();
    }

    @Override
    public PushOutcome push(PushRequest request) {
        return session.push(request);
    }

    @Override
    public void ended(SessionFacts facts) {
        session.ended(facts);
    }

    @Override
    public void close() {
        progress.close();
        session.close();
    }
}
