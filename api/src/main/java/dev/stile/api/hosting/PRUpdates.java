package dev.stile.api.hosting;

import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Optional;

/**
 * What shall change; empty leaves as it is.
 *
 * @param expectedHead nothing is written if the head differs
 */
public record PRUpdates(
        Optional<Untainted<String, Sink.RecordField>> title,
        Optional<Untainted<String, Sink.RecordField>> body,
        Optional<Boolean> draft,
        List<String> labelsAdd,
        List<String> labelsRemove,
        Optional<Sha> expectedHead) {
    public PRUpdates {
        labelsAdd = List.copyOf(labelsAdd);
        labelsRemove = List.copyOf(labelsRemove);
    }

    /** Changes nothing. */
    public static PRUpdates none() {
        return new PRUpdates(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
