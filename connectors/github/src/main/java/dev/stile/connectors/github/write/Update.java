package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.AfterWriting;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Version;
import dev.stile.connectors.github.client.Written;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes pull requests, and reads back what it changed. Any thread may use it. */
public final class Update {
    private static final String OPERATION = "updating the pull request";
    private static final String TITLE = "title";
    private static final String BODY = "body";
    private static final String DRAFT = "draft";
    private static final String LABELS = "labels";

    /**
     * One request.
     *
     * @param parts what is made once it is answered
     */
    private record Step(List<String> parts, Runnable request) {}

    private final Rest rest;
    private final Extras extras;

    public Update(Rest rest) {
        this.rest = rest;
        this.extras = new Extras(rest);
    }

    /**
     * @throws VersionMismatch if the head is not the expected one
     * @throws Invalid naming a field that the host took and did not change
     * @throws OutcomeUnknown if an answer is none of the host, and a read does not show all of it
     */
    public UpdateResult update(PrRef pr, PRUpdates updates, CallContext call) {
        PullRequest before = rest.read(pr, call);
        requireHead(updates.expectedHead(), before.headSha());
        Set<String> asked = asked(updates);
        Set<String> due = new LinkedHashSet<>();
        asked.stream().filter(field -> !isMade(before, updates, field)).forEach(due::add);
        Optional<OutcomeUnknown> lost = Optional.empty();
        if (!due.isEmpty()) {
            try {
                write(pr, before, updates, due, call);
            } catch (OutcomeUnknown open) {
                lost = Optional.of(open);
            }
            readBack(pr, updates, due, lost, call);
        }
        asked.removeAll(due);
        return new UpdateResult(due, asked, List.of());
    }

    static void requireHead(Optional<Sha> expected, Sha current) {
        if (expected.isPresent() && !expected.get().equals(current)) {
            throw new VersionMismatch(
                    new Version(expected.get().text()),
                    Optional.of(new Version(current.text())),
                    Optional.empty());
        }
    }

    private static Set<String> asked(PRUpdates updates) {
        Set<String> asked = new LinkedHashSet<>();
        updates.title().ifPresent(title -> asked.add(TITLE));
        updates.body().ifPresent(body -> asked.add(BODY));
        updates.draft().ifPresent(draft -> asked.add(DRAFT));
        if (!updates.labelsAdd().isEmpty() || !updates.labelsRemove().isEmpty()) {
            asked.add(LABELS);
        }
        return asked;
    }

    private static boolean isMade(PullRequest there, PRUpdates updates, String field) {
        return switch (field) {
            case TITLE -> updates.title().filter(it -> !there.has(TITLE, it.value())).isEmpty();
            case BODY -> updates.body().filter(it -> !there.has(BODY, escaped(it))).isEmpty();
            case DRAFT -> updates.draft().filter(it -> it != there.isDraft()).isEmpty();
            default ->
                    updates.labelsAdd().stream().allMatch(there::hasLabel)
                            && updates.labelsRemove().stream().noneMatch(there::hasLabel);
        };
    }

    private static String escaped(Untainted<String, ?> body) {
        return HostCommands.escaped(body.value());
    }

    /** All steps, up to one that fails: what comes before it is written then. */
    private void write(
            PrRef pr, PullRequest before, PRUpdates updates, Set<String> due, CallContext call) {
        List<String> made = new ArrayList<>();
        for (Step step : steps(pr, before, updates, due, call)) {
            try {
                step.request().run();
            } catch (OutcomeUnknown lost) {
                throw lost;
            } catch (StileException failed) {
                throw made.isEmpty() ? failed : new AfterWriting(failed, made);
            }
            made.addAll(step.parts());
        }
    }

    private List<Step> steps(
            PrRef pr, PullRequest before, PRUpdates updates, Set<String> due, CallContext call) {
        List<Step> steps = new ArrayList<>();
        Json.ObjectBuilder body = Json.object();
        if (due.contains(TITLE)) {
            updates.title().ifPresent(title -> body.put(TITLE, title.value()));
        }
        if (due.contains(BODY)) {
            updates.body().ifPresent(text -> body.put(BODY, escaped(text)));
        }
        if (!body.isEmpty()) {
            Json edit = body.build();
            List<String> parts = Stream.of(TITLE, BODY).filter(due::contains).toList();
            steps.add(new Step(parts, () -> edit(pr, edit, label(updates), call)));
        }
        if (due.contains(DRAFT)) {
            updates.draft()
                    .ifPresent(
                            draft ->
                                    steps.add(
                                            new Step(
                                                    List.of(DRAFT),
                                                    () -> setDraft(before, draft, call))));
        }
        if (due.contains(LABELS)) {
            steps.addAll(labelling(pr, before, updates, call));
        }
        return steps;
    }

    private void edit(PrRef pr, Json edit, Label label, CallContext call) {
        Written written = rest.client().write("PATCH", rest.pull(pr), OPERATION, edit, label, call);
        require(written);
        // The answer is the pull request; anything else may come from a machine in between.
        written.made(node -> new PullRequest(node).number());
    }

    private static Label label(PRUpdates updates) {
        Label title = updates.title().map(Untainted::label).orElse(Label.ofUser());
        return updates.body().map(Untainted::label).orElse(Label.ofUser()).join(title);
    }

    /** The REST interface takes the member {@code draft} and ignores it. */
    private void setDraft(PullRequest before, boolean draft, CallContext call) {
        String mutation = draft ? "convertPullRequestToDraft" : "markPullRequestReadyForReview";
        rest.client()
                .mutate(
                        OPERATION,
                        "mutation($id:ID!){"
                                + mutation
                                + "(input:{pullRequestId:$id}){pullRequest{isDraft}}}",
                        Json.object().put("id", before.node().token("node_id").text()).build(),
                        call);
    }

    private List<Step> labelling(
            PrRef pr, PullRequest before, PRUpdates updates, CallContext call) {
        List<Step> steps = new ArrayList<>();
        List<String> add =
                updates.labelsAdd().stream().filter(name -> !before.hasLabel(name)).toList();
        if (!add.isEmpty()) {
            steps.add(new Step(List.of("labels_add"), () -> extras.add(pr, add, call)));
        }
        updates.labelsRemove().stream()
                .filter(before::hasLabel)
                .map(
                        name ->
                                new Step(
                                        List.of("labels_remove " + name),
                                        () -> unlabel(pr, name, call)))
                .forEach(steps::add);
        return steps;
    }

    private void unlabel(PrRef pr, String name, CallContext call) {
        Written written =
                rest.client().write("DELETE", rest.issue(pr, "labels", name), OPERATION, call);
        // Somebody else may have taken it off meanwhile.
        if (written.status() != 404) {
            require(written);
            written.made(Node::items);
        }
    }

    private static void require(Written written) {
        if (!written.isSuccess()) {
            throw written.error(What.RECORD);
        }
    }

    private void readBack(
            PrRef pr,
            PRUpdates updates,
            Set<String> due,
            Optional<OutcomeUnknown> lost,
            CallContext call) {
        PullRequest after;
        try {
            after = rest.read(pr, call);
        } catch (StileException unreadable) {
            throw lost.orElseGet(
                    () ->
                            new OutcomeUnknown(
                                    OPERATION,
                                    "it was written, and could not be read back",
                                    unreadable));
        }
        List<String> made = due.stream().filter(field -> isMade(after, updates, field)).toList();
        Optional<String> missing = due.stream().filter(field -> !made.contains(field)).findFirst();
        missing.ifPresent(
                field -> {
                    lost.ifPresent(
                            open -> {
                                open.keepWritten(made);
                                throw open;
                            });
                    throw new AfterWriting(
                            new Invalid(
                                    field,
                                    "the host took the change and did not make it",
                                    List.of()),
                            made);
                });
    }
}
