package dev.stile.git.remote;

import dev.stile.git.clone.PushingRepository;
import dev.stile.git.process.ObjectId;

import java.util.List;
import java.util.Optional;

/**
 * A push of one commit to {@code main}. The fast-forward rule has been checked.
 *
 * @param repository where the commit is
 * @param tip the commit
 * @param known published commits that are in that repository, at least one of them an ancestor of
 *     the tip or the tip itself: what the transfer of objects may leave out
 * @param answered what git was told that {@code main} is
 * @param force whether the fast-forward rule was lifted; it lifts nothing else
 * @param dryRun whether nothing is to be written
 * @param options the push options
 * @param stop asked between two requests: whether to finish as partial
 */
public record PushRequest(
        PushingRepository repository,
        ObjectId tip,
        List<ObjectId> known,
        Optional<ObjectId> answered,
        boolean force,
        boolean dryRun,
        PushOptions options,
        StopSignal stop) {
    public PushRequest {
        known = List.copyOf(known);
    }

    /** The same push, closing the records whose files it removes. */
    public PushRequest closing() {
        return new PushRequest(
                repository, tip, known, answered, force, dryRun, options.closing(), stop);
    }
}
