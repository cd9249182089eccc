package dev.stile.api.hosting;

import java.util.Locale;
import java.util.Optional;

/** The words by which the journal keeps results that say that nothing was written. */
final class NotWritten {
    private static final String HEAD_CHANGED = "head_changed";

    private NotWritten() {}

    static Optional<String> of(BranchDeletion result) {
        return switch (result) {
            case BranchDeletion.Deleted _, BranchDeletion.Gone _ -> Optional.empty();
            case BranchDeletion.Kept(BranchDeletion.Why why) ->
                    Optional.of(why.name().toLowerCase(Locale.ROOT));
        };
    }

    static Optional<String> of(BranchUpdate result) {
        return switch (result) {
            case BranchUpdate.Updated _, BranchUpdate.UpToDate _ -> Optional.empty();
            case BranchUpdate.HeadChanged _ -> Optional.of(HEAD_CHANGED);
            case BranchUpdate.Conflicting _ -> Optional.of("conflict");
            case BranchUpdate.Ended(boolean merged) -> Optional.of(merged ? "merged" : "closed");
        };
    }

    static Optional<String> of(CloseResult result) {
        return switch (result) {
            case CloseResult.HeadChanged(_, boolean closed) when !closed ->
                    Optional.of(HEAD_CHANGED);
            case CloseResult.Closed _,
                    CloseResult.AlreadyClosed _,
                    CloseResult.AlreadyMerged _,
                    CloseResult.HeadChanged _ ->
                    Optional.empty();
        };
    }
}
