package dev.stile.simulator.github;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.repo.SmartHttp;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Git's smart HTTP with the host's access rules, and what a push moves. For any thread. */
final class GitDoor {
    private static final Pattern PATH =
            Pattern.compile(
                    "/([^/]+)/([^/]+?)(?:\\.git)?(/info/refs|/git-upload-pack|/git-receive-pack)");

    private final Host host;

    GitDoor(Host host) {
        this.host = host;
    }

    /** The answer, if the path is one of git's. */
    Optional<Response> answer(Request request, Caller caller) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                host.with(
                        () ->
                                answer(
                                        request,
                                        caller,
                                        path.group(1),
                                        path.group(2),
                                        path.group(3))));
    }

    private Response answer(
            Request request, Caller caller, String owner, String name, String service) {
        if (caller.rejected()) {
            return challenge();
        }
        Optional<HostedRepository> found = host.find(owner, name).filter(caller::sees);
        if (found.isEmpty()) {
            return caller.account().isEmpty() ? challenge() : text(404, "Repository not found.");
        }
        HostedRepository repository = found.get();
        if (!repository.name().equalsIgnoreCase(name)) {
            return Response.empty(301)
                    .with(
                            "Location",
                            "/"
                                    + repository.fullName()
                                    + ".git"
                                    + service
                                    + request.query().map(query -> "?" + query).orElse(""));
        }
        boolean pushes =
                service.equals("/git-receive-pack")
                        || request.query().filter("service=git-receive-pack"::equals).isPresent();
        if (!pushes) {
            return SmartHttp.serve(repository.bare(), service, request, Optional.empty());
        }
        if (caller.account().isEmpty()) {
            return challenge();
        }
        if (!caller.role(repository).atLeast(Role.WRITE)) {
            return text(
                    403,
                    "Permission to "
                            + repository.fullName()
                            + ".git denied to "
                            + caller.name()
                            + ".");
        }
        if (repository.archived()) {
            return text(403, "This repository was archived so it is read-only.");
        }
        return service.equals("/git-receive-pack")
                ? push(request, caller.known(), repository)
                : SmartHttp.serve(repository.bare(), service, request, Optional.of(caller.name()));
    }

    private static Response push(Request request, Account by, HostedRepository repository) {
        List<SmartHttp.RefUpdate> updates = SmartHttp.updates(request.body());
        for (SmartHttp.RefUpdate update : updates) {
            Optional<String> branch = branch(update.ref());
            if (branch.filter(name -> !repository.mayPush(by, name)).isPresent()) {
                return SmartHttp.declined(updates, "protected branch hook declined");
            }
        }
        Map<String, String> before = repository.bare().refs();
        Response response =
                SmartHttp.serve(
                        repository.bare(), "/git-receive-pack", request, Optional.of(by.login()));
        repository.bare().forgetRefs();
        Map<String, String> after = repository.bare().refs();
        for (SmartHttp.RefUpdate update : updates) {
            branch(update.ref())
                    .ifPresent(
                            name ->
                                    repository.pushed(
                                            by,
                                            name,
                                            Optional.ofNullable(before.get(update.ref())),
                                            Optional.ofNullable(after.get(update.ref()))));
        }
        return response;
    }

    private static Optional<String> branch(String ref) {
        return ref.startsWith("refs/heads/")
                ? Optional.of(ref.substring("refs/heads/".length()))
                : Optional.empty();
    }

    private static Response challenge() {
        return text(401, "Authentication required.")
                .with("WWW-Authenticate", "Basic realm=\"GitHub\"");
    }

    private static Response text(int status, String text) {
        return Response.of(
                status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
