package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Comment;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.ReviewThread;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reviews, reviewers, comments and labels of pull requests. */
final class TalkRoutes {
    private final Pulls pulls;
    private final Said said;

    TalkRoutes(Pulls pulls, Said said) {
        this.pulls = pulls;
        this.said = said;
    }

    Optional<Answer> answer(RestCall call) {
        return reviews(call).or(() -> comments(call)).or(() -> labels(call));
    }

    private Optional<Answer> reviews(RestCall call) {
        if (call.is("GET", "pulls", "*", "reviews")) {
            PullRequest pull = call.pull(1);
            return Optional.of(
                    call.page(
                            pull.talk().reviews().stream()
                                    .map(each -> said.review(pull, each))
                                    .toList()));
        }
        if (call.is("POST", "pulls", "*", "reviews")) {
            return Optional.of(review(call));
        }
        if (call.is("PUT", "pulls", "*", "reviews", "*", "dismissals")) {
            PullRequest pull = call.pull(1);
            writes(call, Role.WRITE);
            if (call.body().text("message").filter(text -> !text.isBlank()).isEmpty()) {
                throw Refused.invalid("PullRequestReview", "message", "missing_field");
            }
            return Optional.of(Answer.ok(said.review(pull, pull.talk().dismiss(call.number(3)))));
        }
        if (call.is("POST", "pulls", "*", "requested_reviewers")
                || call.is("DELETE", "pulls", "*", "requested_reviewers")) {
            return Optional.of(reviewers(call));
        }
        if (call.is("GET", "pulls", "*", "requested_reviewers")) {
            return Optional.of(
                    Answer.ok(
                            Json.object()
                                    .put("users", pulls.requested(call.pull(1)))
                                    .put("teams", pulls.teams(call.pull(1)))
                                    .build()));
        }
        return Optional.empty();
    }

    private Answer review(RestCall call) {
        PullRequest pull = call.pull(1);
        Account by = writes(call, Role.READ);
        Json.Obj body = call.body();
        Review.State state =
                switch (body.text("event").orElse("")) {
                    case "APPROVE" -> Review.State.APPROVED;
                    case "REQUEST_CHANGES" -> Review.State.CHANGES_REQUESTED;
                    case "COMMENT" -> Review.State.COMMENTED;
                    case "" -> Review.State.PENDING;
                    default -> throw Refused.invalid("PullRequestReview", "event", "invalid");
                };
        Review made =
                pull.talk()
                        .review(
                                by,
                                state,
                                body.text("body").orElse(""),
                                body.text("commit_id").orElse(pull.headSha()));
        return Answer.ok(said.review(pull, made));
    }

    private Answer reviewers(RestCall call) {
        PullRequest pull = call.pull(1);
        writes(call, Role.TRIAGE);
        boolean ask = call.request().method().equals("POST");
        List<Account> asked = new ArrayList<>();
        for (String login : call.body().texts("reviewers")) {
            Optional<Account> known =
                    call.repository()
                            .host()
                            .find(login)
                            .filter(each -> call.repository().isCollaborator(each));
            if (known.isEmpty() && ask) {
                throw notCollaborator(call);
            }
            if (ask && known.filter(pull.author()::equals).isPresent()) {
                throw Refused.of(422, "Review cannot be requested from pull request author.");
            }
            known.ifPresent(asked::add);
        }
        List<String> teams = call.body().texts("team_reviewers");
        if (ask && !call.repository().teams().containsAll(teams)) {
            throw notCollaborator(call);
        }
        asked.forEach(each -> ask(pull, each, ask));
        teams.forEach(each -> askTeam(pull, each, ask));
        return new Answer(ask ? 201 : 200, pulls.listed(pull, call.caller()));
    }

    private static Refused notCollaborator(RestCall call) {
        return Refused.of(
                422,
                "Reviews may only be requested from collaborators. One or more of the users"
                        + " or teams you specified is not a collaborator of the "
                        + call.repository().fullName()
                        + " repository.");
    }

    private static void askTeam(PullRequest pull, String team, boolean ask) {
        if (ask) {
            pull.talk().requestTeam(team);
        } else {
            pull.talk().unrequestTeam(team);
        }
    }

    private static void ask(PullRequest pull, Account account, boolean ask) {
        if (ask) {
            pull.talk().request(account);
        } else {
            pull.talk().unrequest(account);
        }
    }

    private Optional<Answer> comments(RestCall call) {
        if (call.is("GET", "issues", "*", "comments")) {
            PullRequest pull = call.pull(1);
            return Optional.of(
                    call.page(
                            pull.talk().comments().stream()
                                    .map(each -> said.conversation(pull, each))
                                    .toList()));
        }
        if (call.is("POST", "issues", "*", "comments")) {
            PullRequest pull = call.pull(1);
            Account by = writes(call, Role.READ);
            Comment made = pull.talk().comment(by, text(call, "IssueComment"));
            return Optional.of(new Answer(201, said.conversation(pull, made)));
        }
        if (call.is("GET", "pulls", "*", "comments")) {
            PullRequest pull = call.pull(1);
            List<Json.Obj> shown = new ArrayList<>();
            for (ReviewThread thread : pull.talk().threads()) {
                thread.comments().forEach(each -> shown.add(said.inline(pull, thread, each)));
            }
            return Optional.of(call.page(shown));
        }
        if (call.is("POST", "pulls", "*", "comments", "*", "replies")) {
            PullRequest pull = call.pull(1);
            Account by = writes(call, Role.READ);
            Comment made =
                    pull.talk().reply(by, call.number(3), text(call, "PullRequestReviewComment"));
            ReviewThread thread =
                    pull.talk().threads().stream()
                            .filter(each -> each.comments().contains(made))
                            .findFirst()
                            .orElseThrow();
            return Optional.of(new Answer(201, said.inline(pull, thread, made)));
        }
        return Optional.empty();
    }

    private static String text(RestCall call, String resource) {
        String text = call.body().text("body").orElse("");
        if (text.isBlank()) {
            throw Refused.invalid(resource, "body", "missing_field");
        }
        if (text.codePointCount(0, text.length()) > 65_536) {
            throw Refused.invalid(
                    List.of(
                            Json.object()
                                    .put("resource", resource)
                                    .put("code", "custom")
                                    .put("field", "body")
                                    .put(
                                            "message",
                                            "body is too long (maximum is 65536 characters)")
                                    .build()));
        }
        return text;
    }

    private Optional<Answer> labels(RestCall call) {
        if (call.is("GET", "issues", "*", "labels")) {
            return Optional.of(call.page(pulls.labels(call.pull(1)).items()));
        }
        if (call.is("POST", "issues", "*", "labels")) {
            PullRequest pull = call.pull(1);
            writes(call, Role.TRIAGE);
            pull.label(call.body().texts("labels").toArray(String[]::new));
            return Optional.of(Answer.ok(pulls.labels(pull)));
        }
        if (call.is("DELETE", "issues", "*", "labels", "*")) {
            PullRequest pull = call.pull(1);
            writes(call, Role.TRIAGE);
            if (!pull.unlabel(call.path().get(3))) {
                throw Refused.of(404, "Label does not exist");
            }
            return Optional.of(Answer.ok(pulls.labels(pull)));
        }
        return Optional.empty();
    }

    private static Account writes(RestCall call, Role role) {
        Account by = call.caller().known();
        call.caller().need(call.repository(), role);
        if (call.repository().archived()) {
            throw Refused.forbidden("Repository was archived so is read-only.");
        }
        return by;
    }
}
