package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.GivenFile;
import dev.stile.core.error.Code;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.flow.document.Documents;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.UnreadableDocumentException;
import dev.stile.flow.filter.Filter;
import dev.stile.flow.filter.FilterReader;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.path.StepsSpentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A filter in a file, as rules have them under {@code where}. */
final class StoredFilter {
    /** As for a rule (FL-60). */
    private static final long STEPS = 100_000;

    private final Filter filter;

    private StoredFilter(Filter filter) {
        this.filter = filter;
    }

    /**
     * Reads it.
     *
     * @throws dev.stile.core.error.Failure USAGE with everything that is wrong with it
     */
    static StoredFilter of(GivenFile file) {
        Faults faults = new Faults(Code.USAGE);
        try {
            Optional<Filter> filter =
                    new FilterReader(faults).read("", Documents.read(file.bytes()));
            return new StoredFilter(
                    filter.orElseThrow(() -> faults.failure("the filter cannot be used")));
        } catch (UnreadableDocumentException broken) {
            throw new Typed(file.verb())
                    .usage("cannot read the filter", String.valueOf(broken.getMessage()));
        }
    }

    /** Whether it holds of an event. One that it has not the steps for is left out. */
    boolean of(StoredEvent stored) {
        try {
            Json payload =
                    new JsonReader()
                            .read(stored.event().payload().getBytes(StandardCharsets.UTF_8));
            return filter.holds(payload, new StepBudget(STEPS));
        } catch (InvalidJsonException | StepsSpentException cannotSay) {
            return false;
        }
    }
}
