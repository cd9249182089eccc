package dev.stile.git.push;

import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.git.diff.Edit;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushOptions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records that a push changes, and the files of its tip that stand for a record as it is. */
final class Updates {
    private final MirrorState state;
    private final PushOptions asked;
    private final ObjectId tip;
    private final boolean allIsFetched;
    private final RecordFiles files;
    private final Upstream upstream;
    private final Objections objections;

    private final List<PlannedWrite> writes = new ArrayList<>();
    private final List<PushedPath> standing = new ArrayList<>();
    private final Map<RecordId, String> updated = new HashMap<>();

    /**
     * @param base the commit that the push is compared with
     */
    Updates(
            PlanInput input,
            ObjectId base,
            RecordFiles files,
            Upstream upstream,
            Objections objections) {
        this.state = input.state();
        this.asked = input.asked();
        this.tip = input.tip();
        this.allIsFetched = input.repository().tip().equals(Optional.of(base));
        this.files = files;
        this.upstream = upstream;
        this.objections = objections;
    }

    /** By path. */
    List<PlannedWrite> writes() {
        return writes.stream().sorted(Comparator.comparing(PlannedWrite::path)).toList();
    }

    /** What paths of the pushed commit are, where nothing is written for them. */
    List<PushedPath> standing() {
        return List.copyOf(standing);
    }

    /**
     * Plans what the content in the pushed commit changes of the record that its path is.
     *
     * @param beside the version upon which it is written though others made it since
     */
    void add(String path, BasePath before, ObjectId blob, Optional<Version> beside) {
        RecordId id = before.record().orElseThrow();
        Optional<ShownRecord> shown = state.shown(id);
        Tainted<Edit> edit =
                files.edit(
                        before.blob(),
                        blob,
                        shown.map(ShownRecord::bodyStyle).orElseGet(BodyStyle.NEW::stored),
                        shown.flatMap(ShownRecord::rawBodySha256));
        edit.mapEach(Edit::problems).stream()
                .map(problem -> FileProblems.at(path, problem))
                .map(
                        problem ->
                                problem.code() == Code.STUB_BODY_EDITED
                                        ? problem.about(List.of(id))
                                        : problem)
                .forEach(objections.problems()::add);
        objections.countIgnored(edit.checked(read -> new Quantity(read.ignored().size())));
        boolean empty = edit.checked(read -> new Quantity(read.isEmpty() ? 1 : 0)).value() == 1;
        if (empty) {
            before.version()
                    .ifPresent(
                            version -> standing.add(new PushedPath(tip, path, id, version, blob)));
            return;
        }
        String other = updated.putIfAbsent(id, path);
        if (other != null) {
            objections.claimedTwice(path, id, "this file and " + other + " are both record " + id);
            return;
        }
        if (shown.isEmpty()) {
            gone(path, id);
            return;
        }
        if (asked.overwrite().contains(path)) {
            writes.add(
                    new PlannedWrite.Update(
                            path,
                            id,
                            before.blob(),
                            blob,
                            edit,
                            new Precondition.Unconditional(),
                            Optional.empty()));
            return;
        }
        if (beside.isEmpty() && !upstream.isUnchanged(before, shown.get())) {
            if (files.isSame(shown.get().blob(), blob)) {
                standing.add(new PushedPath(tip, path, id, shown.get().version(), blob));
            } else {
                objections.conflicts().add(upstream.conflict(path, before, shown.get(), blob));
            }
            return;
        }
        writes.add(
                new PlannedWrite.Update(
                        path,
                        id,
                        before.blob(),
                        blob,
                        edit,
                        new Precondition.IfVersion(beside.orElse(shown.get().version())),
                        beside.flatMap(any -> before.version())));
    }

    /** A clone that has fetched that already is not sent to fetch once more. */
    private void gone(String path, RecordId id) {
        if (allIsFetched) {
            objections.refuse(
                    Code.ID_CLAIMED_TWICE,
                    path,
                    "record "
                            + id
                            + ", which this file was pushed as, is gone upstream: remove the file,"
                            + " or give it another name to make a new record");
        } else {
            objections.goneUpstream(path, id);
        }
    }
}
