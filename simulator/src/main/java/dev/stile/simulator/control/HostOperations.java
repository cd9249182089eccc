package dev.stile.simulator.control;

import static dev.stile.simulator.control.Commands.required;

import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people and programs other than the caller do on a code host, as the control API is told. For
 * any thread.
 */
final class HostOperations {
    private static final List<String> KINDS =
            List.of(
                    "push",
                    "review",
                    "dismiss",
                    "comment",
                    "close",
                    "reopen",
                    "merge",
                    "retarget",
                    "protect",
                    "unprotect",
                    "check");

    /** Something to do, as often as it is run. */
    interface Operation {
        /** Does it, and answers what it made. */
        Json.Obj run();
    }

    private final Host host;

    HostOperations(Host host) {
        this.host = host;
    }

    /**
     * Reads an operation, to be done now or later. What it names is looked up when it is done.
     *
     * @return does it, and answers what it made; throws {@link dev.stile.simulator.problem.Refused}
     *     when it names what is not there, and {@link dev.stile.simulator.hosting.HostRefusal} when
     *     the host does not do it
     */
    Operation read(Json.Obj form) {
        return switch (form.text("do").orElse("")) {
            case "push" -> push(form);
            case "review" -> {
                only(form, "pull", "by", "opinion", "body");
                Review.State opinion =
                        choice("opinion", Review.State.class, required(form, "opinion"));
                String body = form.text("body").orElse("");
                yield onPull(
                        form,
                        pull ->
                                Optional.of(
                                        pull.talk()
                                                .review(by(form), opinion, body, pull.headSha())
                                                .id()));
            }
            case "dismiss" -> {
                only(form, "pull", "id");
                long id = number(form, "id");
                yield onPull(form, pull -> Optional.of(pull.talk().dismiss(id).id()));
            }
            case "comment" -> {
                only(form, "pull", "by", "body");
                String body = required(form, "body");
                yield onPull(form, pull -> Optional.of(pull.talk().comment(by(form), body).id()));
            }
            case "close" -> {
                only(form, "pull", "by");
                yield onPull(form, pull -> nothing(() -> pull.close(by(form))));
            }
            case "reopen" -> {
                only(form, "pull", "by");
                yield onPull(form, pull -> nothing(() -> pull.reopen(by(form))));
            }
            case "merge" -> merge(form);
            case "retarget" -> {
                only(form, "pull", "base");
                String base = required(form, "base");
                yield onPull(form, pull -> nothing(() -> pull.retarget(base)));
            }
            case "protect" -> protect(form);
            case "unprotect" -> {
                only(form, "branch");
                String branch = required(form, "branch");
                yield () -> {
                    repository(form).unprotect(branch);
                    return Json.object().build();
                };
            }
            case "check" -> {
                only(form, "pull", "name", "conclusion");
                String name = required(form, "name");
                Optional<String> conclusion = form.text("conclusion");
                yield onPull(
                        form,
                        pull ->
                                Optional.of(
                                        pull.repository()
                                                .checkRun(
                                                        pull.headSha(),
                                                        name,
                                                        host.app("continuous"),
                                                        conclusion.isPresent()
                                                                ? "completed"
                                                                : "in_progress",
                                                        conclusion)
                                                .id()));
            }
            default ->
                    throw Problem.notAllowed("do", "there is no such operation", KINDS).refused();
        };
    }

    private Operation push(Json.Obj form) {
        only(form, "by", "branch", "message", "files", "force");
        String branch = required(form, "branch");
        String message = form.text("message").orElse("Change");
        Map<String, String> files = new LinkedHashMap<>();
        Json.Obj given = form.object("files");
        given.members().keySet().forEach(path -> files.put(path, required(given, path)));
        return () -> {
            HostedRepository repository = repository(form);
            if (!form.isTrue("force")) {
                return sha(repository.commit(by(form), branch, message, files));
            }
            List<String> base = repository.branch(repository.defaultBranch()).stream().toList();
            String made = repository.commitOn(by(form), base, message, files);
            repository.push(by(form), branch, made);
            return sha(made);
        };
    }

    private Operation merge(Json.Obj form) {
        only(form, "pull", "by", "method", "past_rules");
        MergeMethod method =
                choice("method", MergeMethod.class, form.text("method").orElse("merge"));
        return onPull(
                form,
                pull ->
                        nothing(
                                () -> {
                                    if (form.isTrue("past_rules")) {
                                        pull.forceMerge(by(form), method);
                                    } else {
                                        pull.merge(
                                                by(form),
                                                method,
                                                Optional.empty(),
                                                PullRequest.Texts.none());
                                    }
                                }));
    }

    private Operation protect(Json.Obj form) {
        only(form, "branch", "reviews", "checks", "flags");
        String branch = required(form, "branch");
        BranchRules rules =
                form.number("reviews")
                        .map(count -> BranchRules.none().reviews(count.intValue()))
                        .orElse(BranchRules.none());
        for (String check : form.texts("checks")) {
            rules = rules.check(check);
        }
        for (String flag : form.texts("flags")) {
            rules = rules.on(choice("flags", BranchRules.Flag.class, flag));
        }
        BranchRules wanted = rules;
        return () -> {
            repository(form).protect(branch, wanted);
            return Json.object().build();
        };
    }

    /** Something done to a pull request, which may make something with an id. */
    private interface Doing {
        Optional<Long> to(PullRequest pull);
    }

    private Operation onPull(Json.Obj form, Doing doing) {
        long number = number(form, "pull");
        return () -> {
            PullRequest pull =
                    repository(form).pull(number).orElseThrow(() -> missing("pull_not_found"));
            Optional<Long> id = doing.to(pull);
            var answer =
                    Json.object()
                            .put("pull", number)
                            .put("state", pull.state().name().toLowerCase(Locale.ROOT))
                            .put("base", pull.base())
                            .put("head", pull.headSha());
            id.ifPresent(made -> answer.put("id", made));
            return answer.build();
        };
    }

    private static Optional<Long> nothing(Runnable work) {
        work.run();
        return Optional.empty();
    }

    private HostedRepository repository(Json.Obj form) {
        String[] name = required(form, "repository").split("/", 2);
        return host.find(name[0], name.length == 2 ? name[1] : "")
                .orElseThrow(() -> missing("repository_not_found"));
    }

    private Account by(Json.Obj form) {
        return host.find(required(form, "by")).orElseThrow(() -> missing("person_not_found"));
    }

    private static RuntimeException missing(String code) {
        return Problem.of(404, code, code.replace('_', ' ')).refused();
    }

    private static Json.Obj sha(String made) {
        return Json.object().put("sha", made).build();
    }

    /** Checks which members it has; whose operation it is and where must be said. */
    private static void only(Json.Obj form, String... known) {
        List<String> names = List.of(known);
        FaultForm.only(form.without("do").without("repository"), "", names);
        required(form, "repository");
        if (names.contains("by")) {
            required(form, "by");
        }
    }

    private static long number(Json.Obj form, String name) {
        return form.number(name)
                .orElseThrow(
                        () -> Problem.invalid(name, "required", name + " is missing").refused());
    }

    private static <E extends Enum<E>> E choice(String field, Class<E> type, String text) {
        List<String> words =
                Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList();
        int place = words.indexOf(text);
        if (place < 0) {
            throw Problem.notAllowed(field, "there is no such word", words).refused();
        }
        return type.getEnumConstants()[place];
    }
}
