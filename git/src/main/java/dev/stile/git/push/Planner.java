package dev.stile.git.push;

import dev.stile.api.record.RecordSchema;
import dev.stile.api.store.Feature;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.diff.Draft;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.path.Layout;
import dev.stile.git.path.TreePath;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.repository.TreeChange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what a push means and everything that stands against it, before anything is written. Used
 * once, with the lock held and after a sync, so that what main shows is what the tracker has.
 */
final class Planner {
    private final RecordStore store;
    private final PushOptions asked;
    private final RecordSchema schema;
    private final Layout layout;
    private final ObjectReader reader;
    private final RecordFiles files;
    private final Removals removals;
    private final LeftChildren leftChildren;
    private final boolean childrenGoAlong;
    private final PushBase base;
    private final ObjectId tip;
    private final MovedRecords moved;
    private final SideFiles sideFiles;
    private final Updates updates;
    private final NewNames newNames;

    private final Map<String, PathChange> changes = new LinkedHashMap<>();
    private final List<PathChange> otherNames = new ArrayList<>();
    private final List<PathChange> noRecords = new ArrayList<>();
    private final Map<String, PlannedWrite.Create> creates = new TreeMap<>();
    private final Objections objections = new Objections();

    Planner(PlanInput input, RecordSchema schema, ObjectReader reader, PushBase base) {
        this.store = input.store();
        this.asked = input.asked();
        this.schema = schema;
        this.layout = Layout.of(schema);
        this.reader = reader;
        this.files = new RecordFiles(reader, schema, input.label());
        Upstream upstream = new Upstream(input.state(), files);
        this.removals = new Removals(input, layout, upstream, files);
        this.childrenGoAlong =
                input.store().supports(Feature.CHILDREN_GO_ALONG) && !input.asked().closeOnDelete();
        this.leftChildren =
                new LeftChildren(input.repository(), input.state(), files, layout.root());
        this.base = base;
        this.tip = input.tip();
        this.moved = new MovedRecords(input, files, removals, base.commit());
        this.sideFiles =
                new SideFiles(
                        input.repository(),
                        reader,
                        asked.carrySideFiles() || input.options().carrySideFiles(),
                        moved,
                        objections);
        this.updates = new Updates(input, base.commit(), files, upstream, objections);
        this.newNames =
                new NewNames(
                        input,
                        layout,
                        reader,
                        files,
                        upstream,
                        base,
                        removals,
                        objections,
                        changes,
                        otherNames);
    }

    PushPlan plan() {
        base.changes(reader).forEach(change -> changes.put(change.path(), change));
        for (PathChange change : changes.values()) {
            sort(change);
        }
        otherNames.forEach(this::otherName);
        noRecords.forEach(
                change ->
                        sideFiles.add(
                                change,
                                layout.classify(change.path()) instanceof TreePath.CarriedDotfile));
        newNames.refuseLikelyMoves(creates.values());
        moved.refuseRenamesOverOthers(changes.values(), objections);
        removals.check(objections.problems(), objections.conflicts());
        warnOfClosed();
        overwritesMustChange();
        warnOfIgnored();
        newNames.warnOfLeftBehind();
        objections.warnings().addAll(sideFiles.warnings());
        List<PlannedWrite> changed = updates.writes();
        List<PlannedWrite> writes = new ArrayList<>();
        writes.addAll(
                new CreateOrder(creates, changed, this::isRecordPath, objections.problems())
                        .ordered());
        writes.addAll(changed);
        writes.addAll(removals.writes());
        if (childrenGoAlong) {
            objections.problems().addAll(leftChildren.of(writes));
        }
        return new PushPlan(
                schema,
                base.commit(),
                tip,
                writes,
                sideFiles.carried(),
                standing(),
                base.ended(changes.keySet()),
                base.remembered(),
                removals.gone(),
                objections.problems(),
                objections.conflicts(),
                objections.warnings(),
                objections.filesWithIgnoredEdits());
    }

    private List<PushedPath> standing() {
        List<PushedPath> standing = new ArrayList<>(updates.standing());
        standing.addAll(removals.standing());
        standing.addAll(base.withoutFile());
        return standing;
    }

    private void sort(PathChange change) {
        if (!change.nameIsText() || change.path().chars().anyMatch(Character::isISOControl)) {
            refuse(
                    Code.FILE_NAME_NOT_ALLOWED,
                    change,
                    "the name of a file is UTF-8 without control characters");
            return;
        }
        if (change.after().isPresent()
                && !change.after().get().mode().equals(TreeChange.PLAIN_FILE)) {
            refuse(
                    Code.MODE_OR_ENCODING_NOT_ALLOWED,
                    change,
                    "only plain files can be pushed, mode 100644");
            return;
        }
        switch (layout.classify(change.path())) {
            case TreePath.RecordFile file -> recordFile(change);
            case TreePath.CarriedDotfile dotfile -> noRecords.add(change);
            case TreePath.GeneratedSchema generated ->
                    refuse(
                            Code.OUTSIDE_LAYOUT,
                            change,
                            "this file is generated from the tracker's schema");
            case TreePath.AttachmentList list ->
                    refuse(Code.OUTSIDE_LAYOUT, change, "the list of attachments is generated");
            case TreePath.CommentFile comment ->
                    refuse(Code.OUTSIDE_LAYOUT, change, "comments are not part of the tree");
            case TreePath.RefusedName refused ->
                    refuse(
                            Code.FILE_NAME_NOT_ALLOWED,
                            change,
                            "a record is one file directly in " + layout.root() + "/");
            case TreePath.Outside outside -> noRecords.add(change);
        }
    }

    private void recordFile(PathChange change) {
        if (change.before().isEmpty()) {
            otherNames.add(change);
            return;
        }
        BasePath before = change.before().get();
        if (before.record().isEmpty()) {
            refuse(Code.NOT_A_RECORD, change, "nobody knows which record this file was");
            return;
        }
        RecordId id = before.record().get();
        if (change.after().isEmpty()) {
            if (!staysUnderAnotherName(id, change.path())) {
                removals.add(id, change);
            }
        } else if (change.path().equals(layout.recordPath(id))) {
            updates.add(change.path(), before, change.after().get().blob(), Optional.empty());
        } else {
            otherNames.add(change);
        }
    }

    /** A record that has two names in the pushed commit loses one of them, and is not removed. */
    private boolean staysUnderAnotherName(RecordId id, String path) {
        String canonical = layout.recordPath(id);
        boolean canonicalStays =
                !path.equals(canonical)
                        && !isAdded(canonical)
                        && base.mayBe(canonical, id)
                        && reader.read(tip + ":" + canonical).isPresent();
        return canonicalStays || base.hasOtherName(id, path, reader);
    }

    private boolean isAdded(String path) {
        PathChange change = changes.get(path);
        return change != null && change.before().isEmpty();
    }

    /** A path that is not the name of its record in the base. */
    private void otherName(PathChange change) {
        ObjectId blob = change.after().orElseThrow().blob();
        switch (newNames.of(change)) {
            case NewNames.Meaning.Known(BasePath before, Optional<Version> beside) ->
                    updates.add(change.path(), before, blob, beside);
            case NewNames.Meaning.New none ->
                    creates.put(
                            change.path(),
                            new PlannedWrite.Create(
                                    change.path(), blob, checkedDraft(change.path(), blob)));
            case NewNames.Meaning.Refused none -> {}
        }
    }

    private Tainted<Draft> checkedDraft(String path, ObjectId blob) {
        Tainted<Draft> draft = files.draft(blob);
        if (!store.supports(Feature.CREATE)) {
            objections.refuse(Code.NOT_SUPPORTED, path, "this connector cannot create records");
        }
        draft.mapEach(Draft::problems).stream()
                .map(problem -> FileProblems.at(path, problem))
                .map(problem -> aboutTheOriginal(path, problem))
                .forEach(objections.problems()::add);
        objections.countIgnored(draft.checked(read -> new Quantity(read.ignored().size())));
        return draft;
    }

    /** A new file that shows a stub's marker is a copy: what it lacks is in another record. */
    private Problem aboutTheOriginal(String path, Problem problem) {
        return problem.code() == Code.STUB_BODY_EDITED
                ? problem.about(moved.originalOf(path).flatMap(base::recordAt).stream().toList())
                : problem;
    }

    private void overwritesMustChange() {
        Set<String> paths = changes.keySet();
        asked.overwrite().stream()
                .filter(path -> !paths.contains(path))
                .forEach(
                        path ->
                                objections.refuse(
                                        Code.PUSH_OPTION_NOT_VALID,
                                        path,
                                        "overwrite names a path that this push does not change"));
    }

    private void warnOfClosed() {
        removals.closed()
                .forEach(
                        id ->
                                objections.warn(
                                        Code.FILE_COMES_BACK,
                                        "record "
                                                + id
                                                + " is closed already: its file is back with the next git pull"));
    }

    private void warnOfIgnored() {
        int count = objections.filesWithIgnoredEdits();
        if (count > 0) {
            objections.warn(
                    Code.FIELD_NOT_WRITABLE,
                    "edits of keys that only the server sets were ignored in " + count + " files");
        }
    }

    private boolean isRecordPath(String path) {
        return layout.classify(path) instanceof TreePath.RecordFile
                && reader.read(tip + ":" + path).isPresent();
    }

    private void refuse(Code code, PathChange change, String message) {
        objections.refuse(code, change.path(), message);
    }
}
