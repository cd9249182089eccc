package dev.stile.connectors.github.snapshot;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.CheckTexts;
import dev.stile.api.hosting.CheckTexts.CheckText;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what check runs wrote about a head: title, summary, text and annotations. A status has none
 * of these. One request.
 *
 * @param client speaks to the server
 */
public record CheckReading(GitHubClient client) {
    private static final String OPERATION = "reading what a check wrote";

    private static final String ANNOTATIONS =
            "annotations(first:100){totalCount nodes{annotationLevel path title message rawDetails"
                    + " location{start{line}}}}";

    private static final String QUERY =
            "query($owner:String!,$name:String!,$number:Int!,$check:String!){"
                    + "repository(owner:$owner,name:$name){pullRequest(number:$number){headRefOid"
                    + " commits(last:1){nodes{commit{oid checkSuites(first:100){"
                    + "pageInfo{hasNextPage} nodes{"
                    + "checkRuns(first:10,filterBy:{checkName:$check,checkType:LATEST}){"
                    + "pageInfo{hasNextPage} nodes{__typename id databaseId name status conclusion"
                    + " startedAt completedAt detailsUrl checkSuite{app{slug databaseId}}"
                    + " title summary text "
                    + ANNOTATIONS
                    + "}}}}}}}}}}";

    private static final List<String> PLACE =
            List.of("repository", "pullRequest", "commits", "nodes", "commit", "checkSuites");

    /** The newest run of that name of each app. */
    public CheckTexts read(PrRef pr, String check, CallContext call) {
        List<String> names = client.names(pr.repo());
        GraphAnswer answer;
        try {
            answer =
                    client.query(
                            OPERATION,
                            QUERY,
                            Json.object()
                                    .put("owner", names.getFirst())
                                    .put("name", names.getLast())
                                    .put("number", pr.prNumber())
                                    .put("check", check)
                                    .build(),
                            call);
        } catch (LacksFields older) {
            throw new NotSupported("check texts on a server of this version");
        }
        Node request = answer.require("repository", "pullRequest");
        Sha head = request.sha("headRefOid");
        boolean whole = answer.isWhole(PLACE);
        List<CheckText> found = new ArrayList<>();
        for (Node commit : request.field("commits").items("nodes")) {
            // The head may have moved between the two fields of the answer.
            whole &= commit.field("commit").sha("oid").equals(head);
            Optional<Node> suites = commit.field("commit").find("checkSuites");
            whole &= suites.isPresent() && isLast(suites.get());
            for (Node suite : suites.map(all -> all.items("nodes")).orElse(List.of())) {
                Optional<Node> runs = suite.find("checkRuns");
                whole &= runs.isPresent() && isLast(runs.get());
                for (Node run : runs.map(all -> all.items("nodes")).orElse(List.of())) {
                    whole &= hasAllAnnotations(run);
                    found.add(text(run, head));
                }
            }
        }
        return new CheckTexts(head, found, whole);
    }

    private static boolean isLast(Node connection) {
        return !connection.field("pageInfo").flag("hasNextPage");
    }

    private static boolean hasAllAnnotations(Node run) {
        return run.find("annotations")
                .filter(all -> all.whole("totalCount") <= all.items("nodes").size())
                .isPresent();
    }

    private static CheckText text(Node run, Sha head) {
        Check check = Checks.of(run, head);
        return new CheckText(
                check.name(),
                check.source(),
                check.outcome(),
                run.view().map(CheckReading::said),
                0);
    }

    private static String said(JsonView run) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("title", "summary", "text")) {
            run.find(name)
                    .map(JsonView::text)
                    .filter(text -> !text.isBlank())
                    .ifPresent(parts::add);
        }
        run.find("annotations").stream()
                .flatMap(all -> all.field("nodes").items().stream())
                .map(CheckReading::annotation)
                .forEach(parts::add);
        return String.join("\n\n", parts);
    }

    private static String annotation(JsonView annotation) {
        StringBuilder line = new StringBuilder();
        line.append(
                annotation
                        .find("annotationLevel")
                        .map(level -> level.text().toLowerCase(Locale.ROOT))
                        .orElse("note"));
        line.append(' ').append(annotation.field("path").text());
        line.append(':').append(annotation.field("location").field("start").field("line").whole());
        annotation.find("title").ifPresent(title -> line.append(' ').append(title.text()));
        line.append('\n').append(annotation.field("message").text());
        annotation.find("rawDetails").ifPresent(raw -> line.append('\n').append(raw.text()));
        return line.toString();
    }
}
