package dev.stile.connectors.github.snapshot;

import java.util.List;

/** The texts of the queries. Names of fields are those of the vendor's published schema. */
final class Queries {
    /** Where the pull request stands in an answer. */
    static final List<String> PULL_REQUEST = List.of("repository", "pullRequest");

    private static final String ACTOR =
            "{__typename login ... on User{databaseId id} ... on Bot{databaseId id}}";

    private static final String SAID =
            "id databaseId fullDatabaseId body author"
                    + ACTOR
                    + " authorAssociation createdAt updatedAt lastEditedAt isMinimized url";

    private static final String PAGE = "pageInfo{hasNextPage endCursor} ";

    private static final String REVIEW =
            "id databaseId fullDatabaseId state body author"
                    + ACTOR
                    + " authorAssociation authorCanPushToRepository commit{oid} submittedAt"
                    + " updatedAt lastEditedAt isMinimized url";

    private static final String IN_THREAD =
            "{" + PAGE + "nodes{" + SAID + " replyTo{fullDatabaseId} commit{oid} path line}}";

    private static final String THREAD = "id isResolved path line comments(first:100)" + IN_THREAD;

    private static final String CONTEXT =
            "__typename"
                    + " ... on CheckRun{id databaseId name status conclusion startedAt completedAt"
                    + " detailsUrl isRequired(pullRequestNumber:$number)"
                    + " checkSuite{app{slug databaseId}}}"
                    + " ... on StatusContext{id context state createdAt targetUrl"
                    + " isRequired(pullRequestNumber:$number) creator{login}}";

    /** What happened to it, as far as its facts rest on it. */
    static final String EVENTS =
            "(itemTypes:[HEAD_REF_FORCE_PUSHED_EVENT,CLOSED_EVENT],last:20)"
                    + "{nodes{__typename"
                    + " ... on HeadRefForcePushedEvent{createdAt afterCommit{oid}}"
                    + " ... on ClosedEvent{createdAt actor"
                    + ACTOR
                    + "}}}";

    private static final String ITSELF =
            "id number url state isDraft title author"
                    + ACTOR
                    + " headRefName headRefOid headRepository{nameWithOwner}"
                    + " baseRefName baseRefOid mergeable mergeStateStatus mergeCommit{oid}"
                    + " mergedAt mergedBy"
                    + ACTOR
                    + " closedAt updatedAt"
                    + " potentialMergeCommit{oid parents(first:2){nodes{oid}}}"
                    + " viewerCanMergeAsAdmin isInMergeQueue"
                    + " mergeQueueEntry{id position state} labels(first:100){nodes{name}}"
                    + " reviewDecision reviewRequests(first:100){nodes{requestedReviewer"
                    + "{__typename ... on User{login databaseId id} ... on Team{name}}}}"
                    + " timelineItems"
                    + EVENTS;

    /** What a listing says of one. */
    static final String LISTED =
            "number url title isDraft author"
                    + ACTOR
                    + " headRefName headRefOid headRepository{nameWithOwner} baseRefName updatedAt"
                    + " labels(first:100){nodes{name}}";

    private static final String REPOSITORY =
            "nameWithOwner visibility isArchived"
                    + " mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed";

    /** All of it, with the first page of each list. */
    static final String SNAPSHOT =
            "query($owner:String!,$name:String!,$number:Int!){"
                    + "repository(owner:$owner,name:$name){"
                    + REPOSITORY
                    + " pullRequest(number:$number){"
                    + ITSELF
                    + " "
                    + list(Part.REVIEWS, "")
                    + " "
                    + list(Part.THREADS, "")
                    + " "
                    + list(Part.COMMENTS, "")
                    + " "
                    + list(Part.CHECKS, "")
                    + "}} viewer{login} rateLimit{cost remaining limit resetAt}}";

    /** One further page of the comments of the thread behind a place. */
    static final String THREAD_PAGE =
            "query($owner:String!,$name:String!,$number:Int!,$place:String,$after:String){"
                    + "repository(owner:$owner,name:$name){pullRequest(number:$number){headRefOid"
                    + " reviewThreads(first:1,after:$place){nodes{id"
                    + " comments(first:100,after:$after)"
                    + IN_THREAD
                    + "}}}}}";

    private Queries() {}

    /** One page of one list, and the head that it is of. */
    static String page(Part part) {
        return "query($owner:String!,$name:String!,$number:Int!,$after:String){"
                + "repository(owner:$owner,name:$name){pullRequest(number:$number){headRefOid "
                + list(part, ",after:$after")
                + "}}}";
    }

    private static String list(Part part, String after) {
        String arguments = "(first:100" + after + ")";
        return switch (part) {
            case REVIEWS -> "reviews" + arguments + "{" + PAGE + "nodes{" + REVIEW + "}}";
            case THREADS ->
                    "reviewThreads"
                            + arguments
                            + "{"
                            + PAGE
                            + "edges{cursor} nodes{"
                            + THREAD
                            + "}}";
            case COMMENTS -> "comments" + arguments + "{" + PAGE + "nodes{" + SAID + "}}";
            case CHECKS ->
                    "commits(last:1){nodes{commit{oid statusCheckRollup{state contexts"
                            + arguments
                            + "{"
                            + PAGE
                            + "nodes{"
                            + CONTEXT
                            + "}}}}}}";
        };
    }
}
