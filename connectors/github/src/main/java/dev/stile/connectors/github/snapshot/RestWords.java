package dev.stile.connectors.github.snapshot;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.connectors.github.wire.Node;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the REST interface says, in the words of the GraphQL interface, so that one set of readers
 * reads both. Names of members are those of the vendor's API description and of its schema.
 */
final class RestWords {
    /** A member of ours on what may have been edited without that being told. */
    static final String EDITS_UNTOLD = "editsUntold";

    /** The account that the host shows in place of one that is gone. */
    private static final String GHOST = "ghost";

    private static final Json LAST_PAGE = Json.object().put("hasNextPage", false).build();

    private RestWords() {}

    static Node repository(Node repository) {
        return said(
                repository,
                to ->
                        to.copy("full_name", "nameWithOwner")
                                .copy("visibility", "visibility")
                                .copy("allow_merge_commit", "mergeCommitAllowed")
                                .copy("allow_squash_merge", "squashMergeAllowed")
                                .copy("allow_rebase_merge", "rebaseMergeAllowed"));
    }

    static Node pull(Node pull) {
        return said(
                pull,
                to -> {
                    to.copy("node_id", "id")
                            .copy("number", "number")
                            .copy("html_url", "url")
                            .copy("title", "title")
                            .copy("draft", "isDraft")
                            .copy("updated_at", "updatedAt")
                            .copy("closed_at", "closedAt")
                            .copy("merged_at", "mergedAt")
                            .copy("mergeable_state", "mergeStateStatus")
                            .put("author", actor(to.from.find("user")));
                    end(to, "head");
                    end(to, "base");
                    merging(to);
                    to.put("labels", nodes(items(to.from, "labels").map(RestWords::label)));
                    to.put(
                            "reviewRequests",
                            nodes(items(to.from, "requested_reviewers").map(RestWords::requested)));
                });
    }

    private static void end(To to, String end) {
        JsonView side = to.from.field(end);
        to.put(end + "RefName", side.field("ref").value());
        to.put(end + "RefOid", side.field("sha").value());
        side.find("repo")
                .ifPresent(
                        repo ->
                                to.put(
                                        end + "Repository",
                                        object("nameWithOwner", repo.field("full_name"))));
    }

    private static void merging(To to) {
        boolean merged = to.from.find("merged_at").isPresent();
        to.put("state", merged ? Json.text("MERGED") : to.from.field("state").value());
        to.put(
                "mergeable",
                Json.text(
                        to.from
                                .find("mergeable")
                                .map(can -> can.flag() ? "MERGEABLE" : "CONFLICTING")
                                .orElse("UNKNOWN")));
        if (merged) {
            to.from
                    .find("merge_commit_sha")
                    .ifPresent(sha -> to.put("mergeCommit", object("oid", sha)));
            to.put("mergedBy", actor(to.from.find("merged_by")));
        }
    }

    private static Json label(JsonView label) {
        return object("name", label.field("name"));
    }

    private static Json requested(JsonView user) {
        return Json.object().put("requestedReviewer", actor(Optional.of(user))).build();
    }

    static Node review(Node review) {
        return said(
                review,
                to -> {
                    written(to);
                    to.copy("state", "state")
                            .copy("submitted_at", "submittedAt")
                            .copy("submitted_at", "updatedAt");
                    commit(to, "commit_id");
                });
    }

    static Node comment(Node comment) {
        return said(
                comment,
                to -> {
                    written(to);
                    to.copy("created_at", "createdAt").copy("updated_at", "updatedAt");
                    to.from
                            .find("in_reply_to_id")
                            .ifPresent(id -> to.put("replyTo", object("fullDatabaseId", id)));
                    to.copy("path", "path").copy("line", "line");
                    commit(to, "original_commit_id");
                });
    }

    private static void written(To to) {
        to.copy("node_id", "id")
                .copy("id", "fullDatabaseId")
                .copy("body", "body")
                .copy("html_url", "url")
                .copy("author_association", "authorAssociation")
                .put("author", actor(to.from.find("user")))
                .put(EDITS_UNTOLD, Json.flag(true));
    }

    private static void commit(To to, String member) {
        to.from.find(member).ifPresent(sha -> to.put("commit", object("oid", sha)));
    }

    static Node run(Node run) {
        return said(
                run,
                to -> {
                    to.put("__typename", Json.text("CheckRun"))
                            .copy("node_id", "id")
                            .copy("id", "databaseId")
                            .copy("name", "name")
                            .copy("status", "status")
                            .copy("conclusion", "conclusion")
                            .copy("started_at", "startedAt")
                            .copy("completed_at", "completedAt")
                            .copy("details_url", "detailsUrl");
                    to.from
                            .find("app")
                            .ifPresent(
                                    app ->
                                            to.put(
                                                    "checkSuite",
                                                    Json.object().put("app", app(app)).build()));
                });
    }

    private static Json app(JsonView app) {
        Json.ObjectBuilder shown = Json.object().put("databaseId", app.field("id").value());
        app.find("slug").ifPresent(slug -> shown.put("slug", slug.value()));
        return shown.build();
    }

    static Node status(Node status) {
        return said(
                status,
                to ->
                        to.put("__typename", Json.text("StatusContext"))
                                .copy("node_id", "id")
                                .copy("context", "context")
                                .copy("state", "state")
                                .copy("created_at", "createdAt")
                                .copy("target_url", "targetUrl")
                                .put("creator", actor(to.from.find("creator"))));
    }

    /** A robot is called {@code name[bot]} here, and {@code name} there. */
    private static Json actor(Optional<JsonView> user) {
        Optional<String> login = user.map(each -> each.field("login").text());
        if (user.isEmpty() || login.filter(GHOST::equals).isPresent()) {
            return Json.nothing();
        }
        return Json.object()
                .put("__typename", user.get().field("type").value())
                .put("login", login.orElseThrow().replaceFirst("\\[bot]$", ""))
                .put("databaseId", user.get().field("id").value())
                .build();
    }

    /** Comments, of which there is one at least, as a thread that is all there. */
    static Node thread(String id, List<Node> comments) {
        Tainted<List<Json>> all = comments.getFirst().view().map(first -> List.of());
        for (Node comment : comments) {
            all =
                    all.combine(
                            comment.view(),
                            (before, next) ->
                                    Stream.concat(before.stream(), Stream.of(next.value()))
                                            .toList());
        }
        return new Node(
                all.map(
                        said ->
                                JsonView.of(
                                        Json.object()
                                                .put("id", id)
                                                .put(
                                                        "comments",
                                                        Json.object()
                                                                .put("nodes", Json.array(said))
                                                                .put("pageInfo", LAST_PAGE)
                                                                .build())
                                                .build())));
    }

    /** The thread under the id that the host gives it, and whether it is resolved. */
    static Node titled(Node thread, Node known) {
        return new Node(
                thread.view()
                        .combine(
                                known.view(),
                                (here, there) -> {
                                    Json.ObjectBuilder all = Json.object();
                                    members(here, all);
                                    all.put("id", there.field("id").value());
                                    there.find("isResolved")
                                            .ifPresent(is -> all.put("isResolved", is.value()));
                                    return JsonView.of(all.build());
                                }));
    }

    /** All members of both; those of the second where both have one. */
    static Node joined(Node one, Node other) {
        return new Node(
                one.view()
                        .combine(
                                other.view(),
                                (here, there) -> {
                                    Json.ObjectBuilder all = Json.object();
                                    members(here, all);
                                    members(there, all);
                                    return JsonView.of(all.build());
                                }));
    }

    /** The same with one more member. */
    static Node with(Node node, String name, Json value) {
        return new Node(
                node.view()
                        .map(
                                json -> {
                                    Json.ObjectBuilder all = Json.object();
                                    members(json, all);
                                    return JsonView.of(all.put(name, value).build());
                                }));
    }

    private static void members(JsonView from, Json.ObjectBuilder into) {
        if (!(from.value() instanceof Json.JsonObject object)) {
            throw from.expected("an object");
        }
        object.members().forEach(into::put);
    }

    private static Node said(Node node, Consumer<To> words) {
        return new Node(
                node.view()
                        .map(
                                json -> {
                                    To to = new To(json, Json.object());
                                    words.accept(to);
                                    return JsonView.of(to.object.build());
                                }));
    }

    private static Stream<JsonView> items(JsonView from, String list) {
        return from.find(list).stream().flatMap(each -> each.items().stream());
    }

    private static Json nodes(Stream<Json> nodes) {
        return Json.object().put("nodes", Json.array(List.copyOf(nodes.toList()))).build();
    }

    private static Json object(String name, JsonView value) {
        return Json.object().put(name, value.value()).build();
    }

    private record To(JsonView from, Json.ObjectBuilder object) {
        To copy(String name, String as) {
            from.find(name).ifPresent(member -> object.put(as, member.value()));
            return this;
        }

        To put(String name, Json value) {
            object.put(name, value);
            return this;
        }
    }
}
