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
import java.util.stream.Collectors;

/** Compares what a clone started from with what the tracker has now. */
final class Upstream {
    private static final int LONGEST = 300;

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
        ObjectId content =
                known.flatMap(version -> state.contentShown(shown.id(), version))
                        .orElse(before.blob());
        return files.isSame(content, shown.blob());
    }

    /** Says which record changed, when, and what both sides changed. */
    Problem conflict(String path, BasePath before, ShownRecord shown, ObjectId blob) {
        ObjectId content =
                before.version()
                        .flatMap(version -> state.contentShown(shown.id(), version))
                        .orElse(before.blob());
        Tainted<Difference> ours = files.difference(before.blob(), blob);
        Tainted<Difference> theirs = files.difference(content, shown.blob());
        String both =
                ours.combine(
                                theirs,
                                (mine, other) ->
                                        mine.onBothSides(other.fields()).stream()
                                                .map(FieldRef::toString)
                                                .collect(Collectors.joining(", ", "(", ")")))
                        .checked(names -> new Token(cut(names)))
                        .text();
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
                                + "; changed on both sides: "
                                + (both.equals("()") ? "nothing" : both))
                .about(List.of(shown.id()));
    }

    private static String cut(String names) {
        return names.length() <= LONGEST ? names : names.substring(0, LONGEST) + "...";
    }
}
