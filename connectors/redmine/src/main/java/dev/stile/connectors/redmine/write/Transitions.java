package dev.stile.connectors.redmine.write;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;

import java.util.List;
import java.util.OptionalLong;

/**
 * The statuses that an issue can be given now: {@code include=allowed_statuses} (since Redmine
 * 5.0), which holds the present one too. It is empty for somebody whom no workflow lets change the
 * status.
 *
 * @param issue the issue's JSON with that list
 */
record Transitions(Tainted<JsonView> issue) {
    private enum Listed {
        YES,
        NO
    }

    /** Whether the server tells them at all. */
    private boolean areListed() {
        return issue.checked(
                                view ->
                                        new Fact<>(
                                                view.find("allowed_statuses").isPresent()
                                                        ? Listed.YES
                                                        : Listed.NO))
                        .answer()
                == Listed.YES;
    }

    /**
     * The id of a status that can be reached in one step.
     *
     * @return empty if the server does not say what can be reached
     * @throws Invalid listing what can be reached, if this cannot
     */
    OptionalLong require(String name) {
        if (!areListed()) {
            return OptionalLong.empty();
        }
        long id = issue.checked(view -> new Quantity(find(view, name))).value();
        if (id == 0) {
            throw unreachable("the workflow does not lead there from the present status");
        }
        return OptionalLong.of(id);
    }

    /** The error that lists what can be reached. */
    Invalid unreachable(String rule) {
        return new Invalid(
                FieldRef.STATUS,
                rule,
                issue.mapEach(view -> allowed(view).stream().map(Transitions::name).toList()));
    }

    private static long find(JsonView issue, String wanted) {
        List<JsonView> all = allowed(issue).stream().toList();
        List<JsonView> exact = all.stream().filter(status -> name(status).equals(wanted)).toList();
        List<JsonView> found =
                exact.isEmpty()
                        ? all.stream()
                                .filter(status -> name(status).equalsIgnoreCase(wanted))
                                .toList()
                        : exact;
        return found.size() == 1 ? found.getFirst().field("id").whole() : 0;
    }

    private static List<JsonView> allowed(JsonView issue) {
        return issue.find("allowed_statuses").map(JsonView::items).orElse(List.of());
    }

    private static String name(JsonView status) {
        return status.field("name").text();
    }
}
