package dev.stile.git.push;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.StileException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Tracker;

import java.util.List;
import java.util.Optional;

/** A value that the plan let through and the tracker did not. */
final class RefusedValue {
    private static final int MOST_NAMED = 50;
    private static final String STATUS = FieldRef.STATUS.toString();

    private RefusedValue() {}

    /** The values that the tracker would take, as it told them. */
    static Optional<Tainted<String>> taken(Invalid refused) {
        List<Tainted<String>> values = refused.allowed();
        Optional<Tainted<String>> named =
                values.stream()
                        .limit(MOST_NAMED)
                        .reduce((some, more) -> some.combine(more, (a, b) -> a + ", " + b));
        return values.size() > MOST_NAMED
                ? named.map(some -> some.map(text -> text + ", and more"))
                : named;
    }

    /** Of a refusal that names what would be taken. */
    static Code code(Invalid refused) {
        return refused.field().equals(STATUS) ? Code.STATUS_NOT_REACHABLE : Code.INVALID;
    }

    /**
     * The kept schema may have let a refused value through: it is read again, so that the next plan
     * tells it. Where it is another, everything is due to be listed, which shows it with the
     * records that it makes look different. What was written stands and is told, whatever fails
     * here.
     */
    static void readSchemaAgain(List<EntryResult> results, Mirror mirror, Tracker tracker) {
        boolean refused =
                results.stream()
                        .anyMatch(
                                result ->
                                        result instanceof EntryResult.Failed failed
                                                && isOfValue(failed.problem()));
        if (!refused) {
            return;
        }
        try {
            Optional<RecordSchema> before = SchemaCache.kept(mirror.state());
            RecordSchema now = new SchemaCache(mirror.state(), tracker).read();
            if (!before.equals(Optional.of(now))) {
                mirror.state().forget(MetaName.LISTED_AT);
            }
        } catch (StileException unread) {
            // The next refusal that rests on the schema, or the next full listing, reads it.
        }
    }

    private static boolean isOfValue(Problem problem) {
        return problem.code() == Code.INVALID || problem.code() == Code.STATUS_NOT_REACHABLE;
    }

    /** Whether pushing the same again helps nobody. */
    static boolean isAll(List<EntryResult> results) {
        return results.stream()
                .allMatch(
                        result ->
                                result instanceof EntryResult.Written
                                        || result instanceof EntryResult.Removed
                                        || (result instanceof EntryResult.Failed failed
                                                && isOfValue(failed.problem())));
    }
}
