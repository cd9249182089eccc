package dev.stile.git.push;

import dev.stile.api.record.RecordSchema;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.process.ObjectId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a push would do, and everything that stands against it. Nothing has been written.
 *
 * @param schema the schema that it was planned with
 * @param base the commit that the push is compared with
 * @param tip the pushed commit
 * @param writes in the order in which they are sent
 * @param files carried files by path: the new blob, or nothing where the file goes
 * @param standing what paths of the pushed commit are, where nothing is written for them
 * @param ended paths of which what the base said holds no more
 * @param remembered paths of an unfinished push of this clone that this push is about
 * @param gone records that the push removes and that are gone already
 * @param problems what refuses the push
 * @param conflicts records that changed upstream since the base
 * @param warnings what a person should know
 * @param filesWithIgnoredEdits files that change keys which only the server sets
 */
public record PushPlan(
        RecordSchema schema,
        ObjectId base,
        ObjectId tip,
        List<PlannedWrite> writes,
        Map<String, Optional<ObjectId>> files,
        List<PushedPath> standing,
        List<String> ended,
        List<String> remembered,
        List<RecordId> gone,
        List<Problem> problems,
        List<Problem> conflicts,
        List<Failure> warnings,
        int filesWithIgnoredEdits) {
    public PushPlan {
        writes = List.copyOf(writes);
        files = Map.copyOf(files);
        standing = List.copyOf(standing);
        ended = List.copyOf(ended);
        remembered = List.copyOf(remembered);
        gone = List.copyOf(gone);
        problems = List.copyOf(problems);
        conflicts = List.copyOf(conflicts);
        warnings = List.copyOf(warnings);
    }

    /** What a push of this plan would be refused with, if it would be. */
    public Optional<Failure> refusal() {
        return isClear() ? Optional.empty() : Optional.of(PushRefusals.of(this));
    }

    /** The same, with more that stands against it. */
    PushPlan refusedBy(List<Problem> more) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(more);
        return new PushPlan(
                schema,
                base,
                tip,
                writes,
                files,
                standing,
                ended,
                remembered,
                gone,
                all,
                conflicts,
                warnings,
                filesWithIgnoredEdits);
    }

    /** Whether nothing stands against it. */
    public boolean isClear() {
        return problems.isEmpty() && conflicts.isEmpty();
    }
}
