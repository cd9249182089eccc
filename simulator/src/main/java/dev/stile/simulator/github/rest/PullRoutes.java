package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.json.Json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pull requests: list, open, show, change, merge. */
final class PullRoutes {
    private final Pulls shapes;

    PullRoutes(Pulls shapes) {
        this.shapes = shapes;
    }

    Optional<Answer> answer(RestCall call) {
        if (call.is("GET", "pulls")) {
            return Optional.of(list(call));
        }
        if (call.is("POST", "pulls")) {
            return Optional.of(open(call));
        }
        if (call.is("GET", "pulls", "*")) {
            return Optional.of(Answer.ok(shapes.full(call.pull(1), call.caller())));
        }
        if (call.is("PATCH", "pulls", "*")) {
            return Optional.of(change(call));
        }
        if (call.is("GET", "pulls", "*", "merge")) {
            boolean merged = call.pull(1).state() == PullRequest.State.MERGED;
            return Optional.of(Answer.empty(merged ? 204 : 404));
        }
        if (call.is("PUT", "pulls", "*", "merge")) {
            return Optional.of(merge(call));
        }
        if (call.is("PUT", "pulls", "*", "update-branch")) {
            return Optional.of(update(call));
        }
        return Optional.empty();
    }

    private Answer list(RestCall call) {
        Map<String, String> query = call.query();
        String state = query.getOrDefault("state", "open");
        boolean ascending =
                query.getOrDefault("direction", query.containsKey("sort") ? "asc" : "desc")
                        .equals("asc");
        Comparator<PullRequest> order =
                query.getOrDefault("sort", "created").equals("updated")
                        ? Comparator.comparing(PullRequest::updatedAt)
                        : Comparator.comparing(PullRequest::number);
        List<Json.Obj> shown =
                call.repository().pulls().stream()
                        .filter(
                                pull ->
                                        state.equals("all")
                                                || pull.isOpen() == state.equals("open"))
                        .filter(pull -> hasHead(pull, query.get("head")))
                        .filter(
                                pull ->
                                        Optional.ofNullable(query.get("base"))
                                                .filter(base -> !base.equals(pull.base()))
                                                .isEmpty())
                        .filter(PullRequest::listed)
                        .sorted(ascending ? order : order.reversed())
                        .map(pull -> shapes.listed(pull, call.caller()))
                        .toList();
        return call.page(shown);
    }

    // A head without its owner filters nothing.
    private static boolean hasHead(
            PullRequest pull, @org.jspecify.annotations.Nullable String wanted) {
        if (wanted == null || wanted.indexOf(':') < 0) {
            return true;
        }
        String label =
                pull.headRepository().map(from -> from.owner().login()).orElse("unknown")
                        + ":"
                        + pull.headBranch();
        int colon = wanted.indexOf(':');
        return label.substring(0, label.indexOf(':')).equalsIgnoreCase(wanted.substring(0, colon))
                && label.substring(label.indexOf(':') + 1).equals(wanted.substring(colon + 1));
    }

    private Answer open(RestCall call) {
        Account author = call.caller().known();
        call.caller().need(call.repository(), Role.READ);
        Json.Obj body = call.body();
        List<Json> missing = new ArrayList<>();
        for (String field : List.of("head", "base", "title")) {
            if (body.text(field).filter(text -> !text.isBlank()).isEmpty()) {
                missing.add(
                        Json.object()
                                .put("resource", "PullRequest")
                                .put("field", field)
                                .put("code", "missing_field")
                                .build());
            }
        }
        if (!missing.isEmpty()) {
            throw Refused.invalid(missing);
        }
        String head = body.text("head").orElseThrow();
        int colon = head.indexOf(':');
        HostedRepository from =
                colon < 0
                        ? call.repository()
                        : network(call.repository(), head.substring(0, colon))
                                .orElseThrow(
                                        () -> Refused.invalid("PullRequest", "head", "invalid"));
        call.caller().need(from, Role.WRITE);
        PullRequest made =
                call.repository()
                        .open(
                                author,
                                from,
                                head.substring(colon + 1),
                                body.text("base").orElseThrow(),
                                body.text("title").orElseThrow(),
                                body.text("body").orElse(""),
                                body.isTrue("draft"));
        return new Answer(201, shapes.full(made, call.caller()));
    }

    private static Optional<HostedRepository> network(HostedRepository base, String owner) {
        if (base.owner().login().equalsIgnoreCase(owner)) {
            return Optional.of(base);
        }
        return base.host().repositories().stream()
                .filter(each -> each.owner().login().equalsIgnoreCase(owner))
                .filter(
                        each ->
                                each.parent().filter(base::equals).isPresent()
                                        || base.parent().filter(each::equals).isPresent())
                .findFirst();
    }

    private Answer change(RestCall call) {
        PullRequest pull = call.pull(1);
        Account by = call.caller().known();
        needAuthorOr(call, pull, Role.WRITE);
        Json.Obj body = call.body();
        Optional<String> title = body.text("title");
        if (title.filter(String::isBlank).isPresent()) {
            throw Refused.invalid("PullRequest", "title", "missing_field");
        }
        Optional<String> state = body.text("state");
        if (state.filter(word -> !word.equals("open") && !word.equals("closed")).isPresent()) {
            throw Refused.invalid("PullRequest", "state", "invalid");
        }
        body.text("base").ifPresent(pull::retarget);
        if (title.isPresent() || body.get("body").isPresent()) {
            pull.edit(title, body.get("body").map(_ -> body.text("body").orElse("")));
        }
        state.ifPresent(
                word -> {
                    if (word.equals("closed")) {
                        pull.close(by);
                    } else if (!pull.isOpen()) {
                        pull.reopen(by);
                    }
                });
        return Answer.ok(shapes.full(pull, call.caller()));
    }

    static void needAuthorOr(RestCall call, PullRequest pull, Role role) {
        call.caller().need(call.repository(), Role.READ);
        if (!call.caller().known().equals(pull.author())) {
            call.caller().need(call.repository(), role);
        }
        if (call.repository().archived()) {
            throw Refused.forbidden("Repository was archived so is read-only.");
        }
    }

    private static Answer merge(RestCall call) {
        PullRequest pull = call.pull(1);
        Account by = call.caller().known();
        call.caller().need(call.repository(), Role.WRITE);
        Json.Obj body = call.body();
        String word = body.text("merge_method").orElse("merge");
        MergeMethod method =
                switch (word) {
                    case "merge" -> MergeMethod.MERGE;
                    case "squash" -> MergeMethod.SQUASH;
                    case "rebase" -> MergeMethod.REBASE;
                    default ->
                            throw Refused.of(
                                    422,
                                    "Invalid request.\n\n"
                                            + word
                                            + " is not a member of"
                                            + " [\"merge\", \"squash\", \"rebase\"].");
                };
        String sha =
                pull.merge(
                        by,
                        method,
                        body.text("sha").map(text -> text.toLowerCase(Locale.ROOT)),
                        new PullRequest.Texts(
                                body.text("commit_title"), body.text("commit_message")));
        return Answer.ok(
                Json.object()
                        .put("sha", sha)
                        .put("merged", true)
                        .put("message", "Pull Request successfully merged")
                        .build());
    }

    private Answer update(RestCall call) {
        PullRequest pull = call.pull(1);
        Account by = call.caller().known();
        call.caller().need(pull.headRepository().orElse(call.repository()), Role.WRITE);
        try {
            pull.updateBranch(
                    by,
                    call.body()
                            .text("expected_head_sha")
                            .map(text -> text.toLowerCase(Locale.ROOT)));
        } catch (HostRefusal refusal) {
            // Its words are the message here.
            if (refusal.kind() == HostRefusal.Kind.INVALID) {
                throw Refused.of(422, refusal.what());
            }
            throw refusal;
        }
        return new Answer(
                202,
                Json.object()
                        .put("message", "Updating pull request branch.")
                        .put("url", shapes.page(pull))
                        .build());
    }
}
