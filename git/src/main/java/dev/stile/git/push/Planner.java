package dev.stile.git.push;

import dev.stile.api.label.Label;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.path.TreePath;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.repository.TreeChange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final MirrorRepository repository;
    private final MirrorState state;
    private final RecordStore store;
    private final MirrorOptions options;
    private final PushOptions asked;
    private final RecordSchema schema;
    private final Layout layout;
    private final ObjectReader reader;
    private final RecordFiles files;
    private final Upstream upstream;
    private final Removals removals;
    private final PushBase base;
    private final ObjectId tip;

    private final Map<String, PathChange> changes = new LinkedHashMap<>();
    private final List<PlannedWrite> updates = new ArrayList<>();
    private final Map<String, PlannedWrite.Create> creates = new TreeMap<>();
    private final Map<String, Optional<ObjectId>> carried = new HashMap<>();
    private final List<PushedPath> standing = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> conflicts = new ArrayList<>();
    private final List<Failure> warnings = new ArrayList<>();
    private int ignoredEdits;

    Planner(PlanInput input, RecordSchema schema, ObjectReader reader, PushBase base) {
        this.repository = input.repository();
        this.state = input.state();
        this.store = input.store();
        this.options = input.options();
        this.asked = input.asked();
        this.schema = schema;
        this.layout = Layout.of(schema);
        this.reader = reader;
        this.files = new RecordFiles(reader, schema, input.label());
        this.upstream = new Upstream(state, files);
        this.removals = new Removals(input, layout, upstream);
        this.base = base;
        this.tip = input.tip();
    }

    /**
     * What a plan is made from.
     *
     * @param repository the mirror's repository, the pushed objects readable in it
     * @param state what main shows
     * @param store tells which operations there are; asked nothing else
     * @param options of the connection
     * @param asked options of this push
     * @param tip the pushed commit
     * @param label of what the push brings
     * @param now our clock
     */
    record PlanInput(
            MirrorRepository repository,
            MirrorState state,
            RecordStore store,
            MirrorOptions options,
            PushOptions asked,
            ObjectId tip,
            Label label,
            Instant now) {}

    PushPlan plan() {
        base.changes(reader).forEach(change -> changes.put(change.path(), change));
        List<PathChange> newFiles = new ArrayList<>();
        for (PathChange change : changes.values()) {
            sort(change, newFiles);
        }
        newFiles.forEach(this::newFile);
        removals.check(problems, conflicts);
        overwritesMustChange();
        warnOfIgnored();
        List<PlannedWrite> writes = new ArrayList<>();
        writes.addAll(new CreateOrder(creates, updates, this::isRecordPath, problems).ordered());
        writes.addAll(updates);
        writes.addAll(removals.writes());
        standing.addAll(base.inherited(changes.keySet()));
        return new PushPlan(
                schema,
                base.commit(),
                tip,
                writes,
                carried,
                standing,
                removals.gone(),
                problems,
                conflicts,
                warnings);
    }

    private void sort(PathChange change, List<PathChange> newFiles) {
        if (!change.nameIsText() || change.path().indexOf('\n') >= 0) {
            refuse(Code.FILE_NAME_NOT_ALLOWED, change, "the name of a file is one line of UTF-8");
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
            case TreePath.RecordFile file -> recordFile(change, newFiles);
            case TreePath.CarriedDotfile dotfile -> carry(change);
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
            case TreePath.Outside outside -> sideFile(change);
        }
    }

    private void recordFile(PathChange change, List<PathChange> newFiles) {
        if (change.before().isEmpty()) {
            newFiles.add(change);
        } else if (change.before().get().record().isEmpty()) {
            refuse(Code.NOT_A_RECORD, change, "nobody knows which record this file was");
        } else if (change.after().isEmpty()) {
            removals.add(change.before().get().record().get(), change);
        } else {
            update(change.path(), change.before().get(), change.after().get().blob());
        }
    }

    private void sideFile(PathChange change) {
        if (change.after().isEmpty() || asked.carrySideFiles() || options.carrySideFiles()) {
            carry(change);
        } else {
            refuse(Code.OUTSIDE_LAYOUT, change, "no file can stand here");
        }
    }

    /**
     * A carried file has no version: it conflicts when main's own changed since the base to
     * something else.
     */
    private void carry(PathChange change) {
        Optional<ObjectId> after = change.after().map(PathChange.TipFile::blob);
        Optional<ObjectId> main =
                reader.read(MirrorRepository.MAIN + ":" + change.path())
                        .map(ObjectReader.Found::id);
        if (!main.equals(change.before().map(BasePath::blob)) && !main.equals(after)) {
            conflicts.add(
                    Problem.at(
                            Code.VERSION_MISMATCH,
                            change.path(),
                            "the file was also changed by another push"));
            return;
        }
        carried.put(change.path(), after);
    }

    /**
     * A path that the base does not have: an unfinished push's record, an earlier push's, a move,
     * or a new record.
     */
    private void newFile(PathChange change) {
        ObjectId blob = change.after().orElseThrow().blob();
        Optional<PushedPath> earlier = earlierPush(change.path());
        if (earlier.isPresent()) {
            keepsItsRecord(change, earlier.get(), blob);
            return;
        }
        Tainted<ParsedFile> file = files.read(blob);
        String named = file.checked(read -> new Token(read.id().orElse("-"))).text();
        if (named.equals("-")) {
            creates.put(
                    change.path(),
                    new PlannedWrite.Create(
                            change.path(), blob, checkedDraft(change.path(), blob)));
            return;
        }
        RecordId id = new RecordId(named);
        Optional<PathChange> removed = removals.takeBack(id);
        if (removed.isEmpty()) {
            problems.add(
                    Problem.at(
                                    Code.ID_CLAIMED_TWICE,
                                    change.path(),
                                    "the file names record "
                                            + id
                                            + ", which has its file at "
                                            + layout.recordPath(id))
                            .about(List.of(id)));
            return;
        }
        warnings.add(
                Failure.of(Code.NOT_A_RECORD)
                        .headline(
                                change.path()
                                        + " is the file of record "
                                        + id
                                        + ", which keeps its name "
                                        + layout.recordPath(id))
                        .build());
        update(change.path(), removed.get().before().orElseThrow(), blob);
    }

    private Optional<PushedPath> earlierPush(String path) {
        return state.pushedAt(path).stream()
                .filter(row -> !row.blob().isZero() && repository.isAncestor(row.tip(), tip))
                .findFirst();
    }

    /**
     * The path was made into a record by an earlier push: it stays that record, and its old name
     * goes.
     */
    private void keepsItsRecord(PathChange change, PushedPath row, ObjectId blob) {
        RecordId id = row.record();
        String canonical = layout.recordPath(id);
        if (changes.containsKey(canonical) && changes.get(canonical).after().isPresent()) {
            problems.add(
                    Problem.at(
                                    Code.ID_CLAIMED_TWICE,
                                    change.path(),
                                    "this file and "
                                            + canonical
                                            + " are both record "
                                            + id
                                            + ", and both were edited")
                            .about(List.of(id)));
            return;
        }
        removals.takeBack(id);
        update(
                change.path(),
                new BasePath(
                        change.path(), row.blob(), Optional.of(id), Optional.of(row.version())),
                blob);
    }

    private Tainted<Draft> checkedDraft(String path, ObjectId blob) {
        Tainted<Draft> draft = files.draft(blob);
        if (!store.supports(Feature.CREATE)) {
            problems.add(
                    Problem.at(Code.NOT_SUPPORTED, path, "this connector cannot create records"));
        }
        draft.mapEach(Draft::problems)
                .forEach(problem -> problems.add(FileProblems.at(path, problem)));
        countIgnored(draft.checked(read -> new Quantity(read.ignored().size())));
        return draft;
    }

    private void update(String path, BasePath before, ObjectId blob) {
        RecordId id = before.record().orElseThrow();
        Optional<ShownRecord> shown = state.shown(id);
        Tainted<Edit> edit =
                files.edit(
                        before.blob(),
                        blob,
                        shown.map(ShownRecord::bodyStyle).orElseGet(BodyStyle.NEW::stored),
                        shown.flatMap(ShownRecord::rawBodySha256));
        edit.mapEach(Edit::problems)
                .forEach(problem -> problems.add(FileProblems.at(path, problem)));
        countIgnored(edit.checked(read -> new Quantity(read.ignored().size())));
        boolean empty = edit.checked(read -> new Quantity(read.isEmpty() ? 1 : 0)).value() == 1;
        if (empty) {
            before.version()
                    .ifPresent(
                            version -> standing.add(new PushedPath(tip, path, id, version, blob)));
            return;
        }
        if (shown.isEmpty()) {
            conflicts.add(
                    Problem.at(Code.VERSION_MISMATCH, path, "record " + id + " is gone upstream")
                            .about(List.of(id)));
            return;
        }
        if (asked.overwrite().contains(path)) {
            updates.add(
                    new PlannedWrite.Update(
                            path, id, before.blob(), blob, edit, new Precondition.Unconditional()));
            return;
        }
        if (!upstream.isUnchanged(before, shown.get())) {
            if (files.isSame(shown.get().blob(), blob)) {
                standing.add(new PushedPath(tip, path, id, shown.get().version(), blob));
            } else {
                conflicts.add(upstream.conflict(path, before, shown.get(), blob));
            }
            return;
        }
        updates.add(
                new PlannedWrite.Update(
                        path,
                        id,
                        before.blob(),
                        blob,
                        edit,
                        new Precondition.IfVersion(shown.get().version())));
    }

    private void overwritesMustChange() {
        Set<String> paths = changes.keySet();
        asked.overwrite().stream()
                .filter(path -> !paths.contains(path))
                .forEach(
                        path ->
                                problems.add(
                                        Problem.at(
                                                Code.PUSH_OPTION_NOT_VALID,
                                                path,
                                                "overwrite names a path that this push does not change")));
    }

    private void countIgnored(Quantity keys) {
        if (keys.value() > 0) {
            ignoredEdits++;
        }
    }

    private void warnOfIgnored() {
        if (ignoredEdits > 0) {
            warnings.add(
                    Failure.of(Code.FIELD_NOT_WRITABLE)
                            .headline(
                                    "edits of keys that only the server sets were ignored in "
                                            + ignoredEdits
                                            + " files")
                            .build());
        }
    }

    private boolean isRecordPath(String path) {
        return layout.classify(path) instanceof TreePath.RecordFile
                && reader.read(tip + ":" + path).isPresent();
    }

    private void refuse(Code code, PathChange change, String message) {
        problems.add(Problem.at(code, change.path(), message));
    }
}
