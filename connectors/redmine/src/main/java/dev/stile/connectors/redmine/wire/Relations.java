package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.Link;
import dev.stile.api.value.RecordId;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Relations as links seen from one issue. */
final class Relations {
    /** How a relation is called from its other end ({@code IssueRelation::TYPES}). */
    private static final Map<String, String> OTHER_END =
            Map.of(
                    "duplicates", "duplicated",
                    "blocks", "blocked",
                    "precedes", "follows",
                    "copied_to", "copied_from");

    private Relations() {}

    /**
     * Sorted: a listing and a single read order them differently, and a single read leaves out an
     * empty list.
     */
    static List<Link> of(JsonView issue, long number) {
        return issue.find("relations").map(JsonView::items).orElse(List.of()).stream()
                .map(relation -> link(relation, number))
                .sorted(
                        Comparator.comparing(Link::kind)
                                .thenComparing(link -> link.target().text()))
                .toList();
    }

    private static Link link(JsonView relation, long number) {
        long from = relation.field("issue_id").whole();
        long to = relation.field("issue_to_id").whole();
        String type = relation.field("relation_type").text();
        return from == number
                ? new Link(type, id(to))
                : new Link(OTHER_END.getOrDefault(type, type), id(from));
    }

    private static RecordId id(long number) {
        return new RecordId(Long.toString(number));
    }
}
