package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Warning;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.connectors.github.client.GitHubClient;
import dev.stile.connectors.github.client.Written;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens pull requests: looks first, writes at most once, and looks again where the answer is lost.
 * Any thread may use it.
 */
public final class Creation {
    private static final String OPERATION = "opening the pull request";

    private final Rest rest;
    private final Extras extras;

    public Creation(Rest rest) {
        this.rest = rest;
        this.extras = new Extras(rest);
    }

    /**
     * @param created whether by this call, and not before it or by somebody else meanwhile
     */
    private record Opened(PullRequest request, boolean created) {}

    /** The pull request that there is then. */
    public PRResult create(PROptions options, CallContext call) {
        RepoRef repo = Moved.now(rest.client(), options.repo(), call);
        RepoRef head =
                options.headRepo().filter(from -> !from.isSameAs(options.repo())).orElse(repo);
        Opened opened =
                find(repo, head, options, call)
                        .map(before -> new Opened(before, false))
                        .orElseGet(() -> open(repo, head, options, call));
        PullRequest there = opened.request();
        PrRef pr = new PrRef(repo, there.number());
        List<Warning> warnings = new ArrayList<>(Moved.warning(options.repo(), repo));
        warnings.addAll(extras.label(pr, there, options.labels(), call));
        warnings.addAll(extras.ask(pr, there, options.reviewers(), opened.created(), call));
        return new PRResult(
                there.number(),
                there.url(rest.client().webUrl()),
                there.headSha(),
                there.baseSha(),
                opened.created(),
                warnings);
    }

    /**
     * The open one for that head and base: what the filter brings is compared once more, and has
     * all that is needed of it.
     */
    private Optional<PullRequest> find(
            RepoRef repo, RepoRef head, PROptions options, CallContext call) {
        Url url =
                rest.client()
                        .repo(repo, "pulls")
                        .query("head", PullRequest.owner(head) + ":" + options.branch())
                        .query("base", options.base().text())
                        .query("state", "open")
                        .query("per_page", GitHubClient.PAGE);
        Node found = rest.client().read(url, "looking for the pull request", What.PROJECT, call);
        return found.items().stream()
                .map(PullRequest::new)
                .filter(PullRequest::isOpen)
                .filter(request -> request.isOf("head", head, options.branch().text()))
                .filter(request -> request.isOf("base", repo, options.base().text()))
                .findFirst()
                .map(this::whole);
    }

    private Opened open(RepoRef repo, RepoRef head, PROptions options, CallContext call) {
        try {
            Written written =
                    rest.client()
                            .write(
                                    "POST",
                                    rest.client().repo(repo, "pulls"),
                                    OPERATION,
                                    body(repo, head, options),
                                    options.title().label().join(options.body().label()),
                                    call);
            if (written.status() == 201) {
                return new Opened(written.made(node -> whole(new PullRequest(node))), true);
            }
            if (written.status() != 422 || !written.says("already exists")) {
                throw refusal(written);
            }
        } catch (OutcomeUnknown lost) {
            return listed(repo, head, options, call)
                    .map(found -> new Opened(found, isAs(found, options)))
                    .orElseThrow(() -> lost);
        }
        // It may be that of an earlier attempt, whose answer was lost and which is listed late.
        return listed(repo, head, options, call)
                .map(other -> new Opened(other, false))
                .orElseThrow(
                        () ->
                                new OutcomeUnknown(
                                        OPERATION,
                                        "the host says that there is one already, and lists none"));
    }

    /** Whether it is what was sent: somebody else may have opened another one meanwhile. */
    private static boolean isAs(PullRequest found, PROptions options) {
        return found.has("title", options.title().value())
                && found.has("body", HostCommands.escaped(options.body().value()));
    }

    private Optional<PullRequest> listed(
            RepoRef repo, RepoRef head, PROptions options, CallContext call) {
        return Settling.find(() -> find(repo, head, options, call), rest.services().get(), call);
    }

    /** Reads what is needed of it, so that an answer that lacks it is found out at once. */
    private PullRequest whole(PullRequest made) {
        made.number();
        made.url(rest.client().webUrl());
        made.headSha();
        made.baseSha();
        return made;
    }

    private static ConnectorException refusal(Written written) {
        if (written.status() == 422 && written.says("\"invalid\"")) {
            if (written.says("\"head\"")) {
                return new NotFound(What.REVISION, "there is no such head branch");
            }
            if (written.says("\"base\"")) {
                return new NotFound(What.REVISION, "there is no such base branch");
            }
        }
        if (written.status() == 422 && written.says("No commits between")) {
            return new Invalid("branch", "has no commit that the base has not", List.of());
        }
        if (written.status() == 422 && written.says("raft pull requests are not supported")) {
            return new Invalid("draft", "this repository has no drafts", List.of());
        }
        return written.error(What.PROJECT);
    }

    private static Json body(RepoRef repo, RepoRef head, PROptions options) {
        boolean fork = !head.isSameAs(repo);
        Json.ObjectBuilder body =
                Json.object()
                        .put("title", options.title().value())
                        .put(
                                "head",
                                fork
                                        ? PullRequest.owner(head) + ":" + options.branch()
                                        : options.branch().text())
                        .put("base", options.base().text())
                        .put("body", HostCommands.escaped(options.body().value()))
                        .put("draft", options.draft());
        boolean sameOwner = PullRequest.owner(head).equalsIgnoreCase(PullRequest.owner(repo));
        if (fork && sameOwner) {
            body.put("head_repo", head.segments().getLast());
        }
        return body.build();
    }
}
