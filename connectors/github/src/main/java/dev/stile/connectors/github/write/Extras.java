package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewsAsked;
import dev.stile.api.hosting.Warning;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.Written;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Labels and reviewers of a pull request that is there already: what fails is a warning. */
final class Extras {
    private final Rest rest;

    Extras(Rest rest) {
        this.rest = rest;
    }

    /** Adds those that are missing. */
    List<Warning> label(PrRef pr, PullRequest there, List<String> labels, CallContext call) {
        List<String> missing = labels.stream().filter(name -> !there.hasLabel(name)).toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        try {
            List<Node> now = add(pr, missing, call);
            return missing.stream()
                    .filter(
                            name ->
                                    now.stream()
                                            .noneMatch(label -> new Named(label, "name").is(name)))
                    .map(name -> unlabelled("the host did not put on the label " + name))
                    .toList();
        } catch (StileException failed) {
            return List.of(unlabelled(failed.headline()));
        }
    }

    /**
     * Adds labels.
     *
     * @return all labels that are on it then
     */
    List<Node> add(PrRef pr, List<String> labels, CallContext call) {
        Written written =
                rest.client()
                        .write(
                                "POST",
                                rest.issue(pr, "labels"),
                                "labelling the pull request",
                                Json.object().put("labels", labels).build(),
                                Label.ofUser(),
                                call);
        if (!written.isSuccess()) {
            throw written.error(What.RECORD);
        }
        return written.made(Node::items);
    }

    private static Warning unlabelled(String why) {
        return new Warning("labels", "hosting.label_failed", why);
    }

    /**
     * Asks those who were not asked yet and have not answered.
     *
     * @param created whether nobody can have answered
     */
    List<Warning> ask(
            PrRef pr, PullRequest there, List<String> names, boolean created, CallContext call) {
        try {
            List<String> missing =
                    names.stream().filter(name -> !isAsked(there.node(), name)).toList();
            if (!missing.isEmpty() && !created) {
                List<Node> reviews =
                        rest.client()
                                .read(
                                        rest.pull(pr, "reviews")
                                                .query("per_page", GitHubClient.PAGE),
                                        "reading the reviews",
                                        What.RECORD,
                                        call)
                                .items();
                missing =
                        missing.stream()
                                .filter(name -> reviews.stream().noneMatch(it -> isBy(it, name)))
                                .toList();
            }
            return missing.isEmpty() ? List.of() : ask(pr, missing, call);
        } catch (StileException failed) {
            return List.of(unasked(failed.headline()));
        }
    }

    private List<Warning> ask(PrRef pr, List<String> missing, CallContext call) {
        return request(pr, missing, call).notAsked().stream()
                .map(name -> unasked("the host did not ask " + name))
                .toList();
    }

    /**
     * Asks each of them, whether they have answered before or not.
     *
     * @throws Invalid if the host takes one of them for no reviewer
     * @throws OutcomeUnknown if it cannot be seen whether they are asked
     */
    ReviewsAsked askAgain(PrRef pr, List<String> names, CallContext call) {
        try {
            return request(pr, names, call);
        } catch (OutcomeUnknown lost) {
            ReviewsAsked now = seen(pr, names, lost, call);
            if (now.notAsked().isEmpty()) {
                return now;
            }
            throw lost;
        }
    }

    private ReviewsAsked seen(PrRef pr, List<String> names, OutcomeUnknown lost, CallContext call) {
        try {
            return asked(rest.read(pr, call).node(), names);
        } catch (StileException unreadable) {
            throw lost;
        }
    }

    private ReviewsAsked request(PrRef pr, List<String> names, CallContext call) {
        List<String> people = new ArrayList<>();
        List<String> teams = new ArrayList<>();
        names.forEach(
                name -> {
                    int slash = name.indexOf('/');
                    (slash < 0 ? people : teams).add(name.substring(slash + 1));
                });
        Json.ObjectBuilder body = Json.object().put("reviewers", people);
        if (!teams.isEmpty()) {
            body.put("team_reviewers", teams);
        }
        Written written =
                rest.client()
                        .write(
                                "POST",
                                rest.pull(pr, "requested_reviewers"),
                                "asking for reviews",
                                body.build(),
                                Label.ofUser(),
                                call);
        if (written.status() == 422) {
            throw new Invalid("reviewers", "the host takes one of them for no reviewer", List.of());
        }
        if (!written.isSuccess()) {
            throw written.error(What.RECORD);
        }
        return written.made(now -> asked(now, names));
    }

    private static ReviewsAsked asked(Node request, List<String> names) {
        Map<Boolean, List<String>> split =
                names.stream().collect(Collectors.partitioningBy(name -> isAsked(request, name)));
        return new ReviewsAsked(
                split.getOrDefault(true, List.of()), split.getOrDefault(false, List.of()));
    }

    private static boolean isAsked(Node request, String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? PullRequest.hasNamed(request, "requested_reviewers", "login", name)
                : PullRequest.hasNamed(
                        request, "requested_teams", "slug", name.substring(slash + 1));
    }

    private static boolean isBy(Node review, String name) {
        Optional<Node> user = review.find("user");
        return user.map(node -> new Named(node, "login").is(name)).orElse(false);
    }

    private static Warning unasked(String why) {
        return new Warning("reviewers", "hosting.reviewer_failed", why);
    }

    private record Named(Node node, String member) {
        boolean is(String name) {
            return PullRequest.is(node.text(member), name::equalsIgnoreCase);
        }
    }
}
