package dev.stile.connectors.sim.client;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.StatusErrors;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;
import dev.stile.connectors.sim.wire.RecordReader;

import java.util.List;
import java.util.Optional;

/** What the server's refusals mean: by the code of their problem JSON, else by status. */
final class SimErrors {
    private static final String FIELD = "(fields\\.)?[a-z0-9_]{1,100}";

    private enum Answer {
        YES,
        NO
    }

    private SimErrors() {}

    static ConnectorException of(
            HttpRequest request, HttpAnswer answer, What what, Optional<Version> expected) {
        // A failing server's own words prove nothing of what it did (TR-52).
        Optional<Tainted<JsonView>> problem =
                answer.status() >= 500 ? Optional.empty() : problem(answer);
        return problem.flatMap(told -> known(request, told, expected))
                .map(error -> error.saying(answer.text()))
                .orElseGet(() -> StatusErrors.of(request, answer, what));
    }

    /** The code of a refusal; none if it is no problem JSON. */
    static Optional<ProblemCode> code(HttpAnswer answer) {
        return problem(answer)
                .map(problem -> problem.checked(view -> new Fact<>(ProblemCode.of(view))).answer());
    }

    private static Optional<Tainted<JsonView>> problem(HttpAnswer answer) {
        try {
            Tainted<JsonView> json = answer.json();
            json.checked(view -> new Fact<>(ProblemCode.of(view)));
            return Optional.of(json);
        } catch (Malformed notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<ConnectorException> known(
            HttpRequest request, Tainted<JsonView> problem, Optional<Version> expected) {
        return switch (problem.checked(view -> new Fact<>(ProblemCode.of(view))).answer()) {
            case PROJECT_NOT_FOUND -> missing(What.PROJECT, "the server shows no such project");
            case RECORD_NOT_FOUND -> missing(What.RECORD, "the project never had such a record");
            case RECORD_DELETED -> missing(What.RECORD, "the record was deleted");
            case RECORD_MOVED -> missing(What.RECORD, "the record has another id now");
            case COMMENT_NOT_FOUND -> missing(What.COMMENT, "the record has no such comment");
            case REVISION_NOT_FOUND -> missing(What.REVISION, "the record never had this version");
            case MISSING_SCOPE ->
                    Optional.of(
                            new Permission(
                                    "the token does not allow " + request.operation(),
                                    List.of("scope " + word(problem, "scope"))));
            case MISSING_ROLE ->
                    Optional.of(
                            new Permission(
                                    "the token's user may not do this in the project: "
                                            + request.operation(),
                                    List.of("role " + word(problem, "role"))));
            case BAD_CURSOR ->
                    Optional.of(Invalid.cursor("the server did not give it for this listing"));
            case CURSOR_EXPIRED ->
                    Optional.of(Invalid.cursor("it is too old; a full listing is due"));
            case VERSION_MISMATCH -> expected.map(version -> mismatch(version, problem));
            case TRANSITION_NOT_ALLOWED ->
                    Optional.of(
                            new Invalid(
                                    "status",
                                    "the workflow has no way there from the present status",
                                    texts(problem, "reachable")));
            case INVALID ->
                    Optional.of(
                            new Invalid(
                                    field(problem),
                                    "the server refuses the value (" + word(problem, "rule") + ")",
                                    texts(problem, "allowed")));
            case IDEMPOTENCY_MISMATCH ->
                    Optional.of(
                            new Invalid(
                                    "idempotency_key",
                                    "it was used for another request",
                                    List.of()));
            case KEY_UNKNOWN, OTHER -> Optional.empty();
        };
    }

    private static Optional<ConnectorException> missing(What what, String headline) {
        return Optional.of(new NotFound(what, headline));
    }

    private static ConnectorException mismatch(Version expected, Tainted<JsonView> problem) {
        Optional<Tainted<TrackerRecord>> record =
                has(problem, "record")
                        ? Optional.of(problem.map(view -> RecordReader.read(view.field("record"))))
                        : Optional.empty();
        Version current = problem.checked(view -> new Version(view.field("current").text()));
        return new VersionMismatch(expected, Optional.of(current), record);
    }

    private static String field(Tainted<JsonView> problem) {
        String field = word(problem, "field");
        return field.matches(FIELD) ? field : "request";
    }

    /**
     * A word of the dialect, bounded by the grammar of a token and by our own: letters, digits,
     * underscores, dots.
     */
    private static String word(Tainted<JsonView> problem, String member) {
        return problem.checked(
                        view ->
                                new Token(
                                        view.find(member)
                                                .map(JsonView::text)
                                                .filter(text -> text.matches("[a-z0-9_.]{1,120}"))
                                                .orElse("not named")))
                .text();
    }

    private static List<Tainted<String>> texts(Tainted<JsonView> problem, String member) {
        return problem.mapEach(
                view ->
                        view.find(member).map(JsonView::items).orElse(List.of()).stream()
                                .map(JsonView::text)
                                .toList());
    }

    private static boolean has(Tainted<JsonView> problem, String member) {
        return problem.checked(
                                view ->
                                        new Fact<>(
                                                view.find(member).isPresent()
                                                        ? Answer.YES
                                                        : Answer.NO))
                        .answer()
                == Answer.YES;
    }
}
