package dev.stile.core.registry;

import dev.stile.api.label.Label;
import dev.stile.api.store.LostUpdate;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.store.ReadResult;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Tainted;

import java.util.List;

/** Puts the label of a place on everything inside an answer. */
final class Labels {
    private Labels() {}

    static <T> List<Tainted<T>> joined(List<Tainted<T>> values, Label label) {
        return values.stream().map(value -> value.joined(label)).toList();
    }

    static WriteResult joined(WriteResult result, Label label) {
        return new WriteResult(
                result.id(),
                result.version(),
                BodyBounds.bounded(result.record()).joined(label),
                result.notTaken(),
                result.lostUpdate()
                        .map(
                                lost ->
                                        new LostUpdate(
                                                lost.fields(), lost.overwritten().joined(label))),
                result.requests());
    }

    static ReadResult joined(ReadResult result, Label label) {
        return switch (result) {
            case ReadResult.Read read ->
                    new ReadResult.Read(BodyBounds.bounded(read.record()).joined(label));
            case ReadResult.Failed failed -> failed;
        };
    }

    static RemoveResult joined(RemoveResult result, Label label) {
        return switch (result) {
            case RemoveResult.Closed closed ->
                    new RemoveResult.Closed(BodyBounds.bounded(closed.record()).joined(label));
            case RemoveResult.Deleted deleted -> deleted;
            case RemoveResult.AlreadyGone gone -> gone;
        };
    }

    static ProjectInfo joined(ProjectInfo info, Label label) {
        return new ProjectInfo(
                info.project(), info.name().joined(label), info.records(), info.writable());
    }

    static ProbeResult joined(ProbeResult result, Label label) {
        return new ProbeResult(
                result.identity().joined(label),
                result.missingScopes(),
                result.serverTime(),
                result.requestsLeft(),
                result.widerScopes());
    }
}
