package dev.stile.connectors.github.snapshot;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.wire.Node;

import java.util.Optional;

/** Check runs and commit statuses, as the host's rollup of a commit lists them. */
final class Checks {
    private enum Type {
        CHECKRUN,
        STATUSCONTEXT,
        OTHER
    }

    /** Words of {@code CheckStatusState}. */
    private enum RunStatus {
        COMPLETED,
        IN_PROGRESS,
        PENDING,
        QUEUED,
        REQUESTED,
        WAITING,
        OTHER
    }

    /** Words of {@code CheckConclusionState}. */
    private enum Conclusion {
        ACTION_REQUIRED,
        CANCELLED,
        FAILURE,
        NEUTRAL,
        SKIPPED,
        STALE,
        STARTUP_FAILURE,
        SUCCESS,
        TIMED_OUT,
        OTHER
    }

    /** Words of {@code StatusState}. */
    private enum State {
        ERROR,
        EXPECTED,
        FAILURE,
        PENDING,
        SUCCESS,
        OTHER
    }

    private Checks() {}

    /** A run on that commit. */
    static Check of(Node context, Sha sha) {
        return switch (context.word("__typename", Type.class, Type.OTHER)) {
            case CHECKRUN -> run(context, sha);
            case STATUSCONTEXT -> status(context, sha);
            case OTHER -> unknown(context, sha);
        };
    }

    private static Check run(Node run, Sha sha) {
        Token id = run.findToken("databaseId").orElseGet(() -> run.token("id"));
        return new Check(
                run.text("name"),
                source(run),
                outcome(run),
                run.tri("isRequired"),
                sha,
                id,
                run.findMoment("startedAt"),
                run.findMoment("completedAt"),
                run.findText("detailsUrl"));
    }

    /**
     * The app by its number, which is how rules name it. A source says what kind it is of: an
     * account may be called as an app is numbered, and is not that app.
     */
    private static Tainted<String> source(Node run) {
        Optional<Node> app = run.find("checkSuite").flatMap(suite -> suite.find("app"));
        return app.map(node -> node.view().map(Checks::named))
                .orElseGet(() -> run.text("__typename").map(ignored -> ""));
    }

    private static String named(JsonView app) {
        return app.find("databaseId")
                .map(number -> "app:" + number.textOrNumber())
                .orElseGet(() -> "slug:" + app.field("slug").text());
    }

    private static Check.Outcome outcome(Node run) {
        return switch (run.word("status", RunStatus.class, RunStatus.OTHER)) {
            case IN_PROGRESS, PENDING, QUEUED, REQUESTED, WAITING -> Check.Outcome.PENDING;
            case OTHER -> Check.Outcome.UNKNOWN;
            case COMPLETED -> conclusion(run);
        };
    }

    private static Check.Outcome conclusion(Node run) {
        return switch (run.word("conclusion", Conclusion.class, Conclusion.OTHER)) {
            case SUCCESS, NEUTRAL, SKIPPED -> Check.Outcome.PASSING;
            case FAILURE, CANCELLED, TIMED_OUT, STARTUP_FAILURE -> Check.Outcome.FAILING;
            case STALE -> Check.Outcome.PENDING;
            case ACTION_REQUIRED -> Check.Outcome.NEEDS_HUMAN;
            case OTHER -> Check.Outcome.UNKNOWN;
        };
    }

    private static Check status(Node status, Sha sha) {
        Check.Outcome outcome =
                switch (status.word("state", State.class, State.OTHER)) {
                    case SUCCESS -> Check.Outcome.PASSING;
                    case ERROR, FAILURE -> Check.Outcome.FAILING;
                    case EXPECTED, PENDING -> Check.Outcome.PENDING;
                    case OTHER -> Check.Outcome.UNKNOWN;
                };
        return new Check(
                status.text("context"),
                status.find("creator")
                        .map(creator -> creator.text("login").map(login -> "user:" + login))
                        .orElseGet(() -> status.text("context").map(ignored -> "")),
                outcome,
                status.tri("isRequired"),
                sha,
                status.token("id"),
                status.findMoment("createdAt"),
                Optional.empty(),
                status.findText("targetUrl"));
    }

    /** Something that this host did not list when this was written. */
    private static Check unknown(Node context, Sha sha) {
        Label label = context.view().label();
        return new Check(
                Tainted.of("a check of an unknown kind", label),
                context.text("__typename"),
                Check.Outcome.UNKNOWN,
                Tri.UNKNOWN,
                sha,
                new Token("unknown"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
