package dev.stile.connectors.github.snapshot;

import java.util.List;
import java.util.Set;

/** Queries for what the REST interface does not tell, each without the fields that are lacking. */
final class UntoldQueries {
    /** The lists of which it tells less than there is. */
    static final List<Part> PARTS = List.of(Part.REVIEWS, Part.THREADS, Part.COMMENTS);

    private static final String PAGE = "pageInfo{hasNextPage endCursor} nodes";

    private final Set<String> lacking;

    private UntoldQueries(Set<String> lacking) {
        this.lacking = lacking;
    }

    /** What a list is called. */
    static String name(Part part) {
        return part.place().getLast();
    }

    static String whole(Set<String> lacking) {
        UntoldQueries without = new UntoldQueries(lacking);
        StringBuilder fields = new StringBuilder();
        fields.append(without.field("potentialMergeCommit", "{oid parents(first:2){nodes{oid}}}"));
        fields.append(without.field("reviewDecision", ""));
        fields.append(without.field("viewerCanMergeAsAdmin", ""));
        fields.append(without.field("isInMergeQueue", ""));
        fields.append(without.field("mergeQueueEntry", "{id position state}"));
        fields.append(without.field("timelineItems", Queries.EVENTS));
        PARTS.forEach(part -> fields.append(without.list(part, "")));
        return "query($owner:String!,$name:String!,$number:Int!){"
                + "repository(owner:$owner,name:$name){pullRequest(number:$number){headRefOid "
                + fields
                + "}} viewer{login}}";
    }

    static String page(Part part, Set<String> lacking) {
        return "query($owner:String!,$name:String!,$number:Int!,$after:String){"
                + "repository(owner:$owner,name:$name){pullRequest(number:$number){headRefOid "
                + new UntoldQueries(lacking).list(part, ",after:$after")
                + "}}}";
    }

    private String list(Part part, String after) {
        String note = "id " + field("lastEditedAt", "") + field("isMinimized", "");
        return field(
                name(part),
                "(first:100"
                        + after
                        + "){"
                        + PAGE
                        + (part == Part.THREADS
                                ? "{id "
                                        + field("isResolved", "")
                                        + "comments(first:100){nodes{"
                                        + note
                                        + "}}}"
                                : "{" + note + "}")
                        + "}");
    }

    private String field(String name, String more) {
        return lacking.contains(name) ? "" : name + more + " ";
    }
}
