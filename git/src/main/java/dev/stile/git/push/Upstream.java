package dev.stile.git.push;

import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.diff.Difference;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Compares what a clone started from with what the tracker has now. */
final class Upstream {
    private static final int LONGEST = 300;

    /** No fields. */
    private static final String NONE = "()";

    private final MirrorState state;
    private final RecordFiles files;

    Upstream(MirrorState state, RecordFiles files) {
        this.state = state;
        this.files = files;
    }

    /**
     * Whether the tracker still has what the clone started from, at least in everything that a user
     * may write.
     */
    boolean isUnchanged(BasePath before, ShownRecord shown) {
        Optional<Version> known = before.version();
        if (known.isPresent() && known.get().equals(shown.version())) {
            return true;
        }
        return files.isSame(started(before, shown), shown.blob());
    }

    /** Says which record changed, when, and what both sides changed. */
    Problem conflict(String path, BasePath before, ShownRecord shown, ObjectId blob) {
        ObjectId content = started(before, shown);
        Tainted<Difference> ours = files.difference(before.blob(), blob);
        Tainted<Difference> theirs = files.difference(content, shown.blob());
        String both =
                names(ours.combine(theirs, (mine, other) -> mine.onBothSides(other.fields())));
        return changed(
                path,
                shown,
                content,
                both.equals(NONE)
                        ? "changed here: "
                                + names(ours.map(Difference::fields))
                                + ", changed there: "
                                + names(theirs.map(Difference::fields))
                        : "changed on both sides: " + both);
    }

    /**
     * The fields that both sides changed, or may have: nobody can compare a text that is not here.
     */
    Optional<String> onBothSides(BasePath before, ShownRecord shown, ObjectId blob) {
        String both =
                names(
                        files.difference(before.blob(), blob)
                                .combine(
                                        files.difference(started(before, shown), shown.blob()),
                                        Upstream::atMost));
        return both.equals(NONE) ? Optional.empty() : Optional.of(both);
    }

    private static SortedSet<FieldRef> atMost(Difference ours, Difference theirs) {
        SortedSet<FieldRef> both = ours.onBothSides(theirs.fields());
        if (theirs.bodyUnknown() && ours.fields().contains(FieldRef.BODY)) {
            both.add(FieldRef.BODY);
        }
        return both;
    }

    /** Says which record that a push removes changed, when, and what of it. */
    Problem conflict(String path, BasePath before, ShownRecord shown) {
        ObjectId content = started(before, shown);
        return changed(
                path,
                shown,
                content,
                "removed here, changed there: "
                        + names(files.difference(content, shown.blob()).map(Difference::fields)));
    }

    /** What the tracker had when the clone started from it. */
    private ObjectId started(BasePath before, ShownRecord shown) {
        return before.version()
                .flatMap(version -> state.contentShown(shown.id(), version))
                .orElse(before.blob());
    }

    private Problem changed(String path, ShownRecord shown, ObjectId content, String what) {
        return Problem.at(
                        Code.VERSION_MISMATCH,
                        path,
                        "record "
                                + shown.id()
                                + " changed upstream"
                                + shown.updatedAt().map(at -> " at " + at).orElse("")
                                + files.updatedAt(content)
                                        .map(at -> ", after what you have from " + at)
                                        .orElse("")
                                + "; "
                                + what)
                .about(List.of(shown.id()));
    }

    private static String names(Tainted<SortedSet<FieldRef>> fields) {
        return fields.checked(
                        found ->
                                new Token(
                                        cut(
                                                found.stream()
                                                        .map(FieldRef::toString)
                                                        .collect(
                                                                Collectors.joining(
                                                                        ", ", "(", ")")))))
                .text();
    }

    private static String cut(String names) {
        return names.length() <= LONGEST ? names : names.substring(0, LONGEST) + "...";
    }
}
