package dev.stile.hosting.inbox;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.json.Json;
import dev.stile.api.json.Json.JsonObject;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;
import dev.stile.hosting.policy.Decision;
import dev.stile.hosting.proof.Proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * From facts and decisions to events. An id is a digest of the kind, the pull request, its head,
 * its base branch and the host's own occurrence, and the payload holds nothing that another look at
 * the same facts would show otherwise. Pure.
 */
public final class PrTelling {
    private final String connection;

    private final Function<RepoRef, String> named;

    /**
     * @param connection slug
     * @param named what a repository is called in ids
     */
    public PrTelling(String connection, Function<RepoRef, String> named) {
        this.connection = connection;
        this.named = named;
    }

    /** What rules may react to without anybody having decided something. */
    public List<ToldEvent> ofFacts(PrEvents events) {
        List<ToldEvent> told = new ArrayList<>();
        PRStatus status = events.facts().status();
        for (PrEvent event : events.events()) {
            switch (event) {
                case PrEvent.PrReadyToMerge ready ->
                        told.add(plain(status, "pr_ready_to_merge", Json.object()));
                case PrEvent.PrBlocked(var pr, var head, var base, var at, var reasons) ->
                        told.add(
                                plain(
                                        status,
                                        "pr_blocked",
                                        Json.object().put("reasons", words(reasons)),
                                        words(reasons)));
                // These are told when the policy hands them out.
                case PrEvent.PrComments comments -> {}
                case PrEvent.PrCiFailure failure -> {}
                case PrEvent.PrMergeConflict conflict -> {}
                case PrEvent.PrMerged merged -> {}
                case PrEvent.PrClosed closed -> {}
            }
        }
        return told;
    }

    /**
     * What a decision hands out; empty if it hands out nothing.
     *
     * @param now which of several equal hand-offs it is
     * @param proof of what landed, where it was looked for
     * @param alarm why nothing more is merged in the repository, if that is so
     */
    public Optional<ToldEvent> ofDecision(
            Decision decision,
            PRStatus status,
            Instant now,
            Optional<Proof> proof,
            Optional<String> alarm) {
        return switch (decision) {
            case Decision.Nothing nothing -> Optional.empty();
            case Decision.Wait wait -> Optional.empty();
            case Decision.Merge merge -> Optional.empty();
            case Decision.Feedback feedback -> Optional.of(feedback(feedback, status));
            case Decision.Rework rework -> Optional.of(rework(rework, status));
            case Decision.HandOff handOff -> Optional.of(handOff(handOff, status, now));
            case Decision.Done done ->
                    Optional.of(done.merged() ? merged(status, proof, alarm) : closed(status));
        };
    }

    private ToldEvent feedback(Decision.Feedback feedback, PRStatus status) {
        List<String> occurrence = new ArrayList<>();
        List<Tainted<Json>> items = new ArrayList<>();
        for (Decision.Item item : feedback.items()) {
            occurrence.add(item.comment().id() + " " + item.comment().updatedAt().at());
            List<Tainted<Json>> context =
                    item.context().stream()
                            .map(each -> comment(each).map(PrTelling::json))
                            .toList();
            items.add(
                    comment(item.comment())
                            .combine(
                                    all(context, label(status)),
                                    (said, before) ->
                                            json(said.put("context", Json.array(before)))));
        }
        return event(
                status,
                "pr_comments",
                all(items, label(status))
                        .map(each -> common(status).put("comments", Json.array(each)).build()),
                occurrence);
    }

    private ToldEvent rework(Decision.Rework rework, PRStatus status) {
        return switch (rework.kind()) {
            case CONFLICT ->
                    plain(status, "pr_merge_conflict", Json.object(), again(rework, List.of()));
            case BEHIND ->
                    plain(
                            status,
                            "pr_blocked",
                            Json.object().put("reasons", words(List.of(BlockReason.BEHIND_BASE))),
                            again(rework, List.of("rework", BlockReason.BEHIND_BASE.name())));
            case CI -> failing(rework, status);
        };
    }

    private ToldEvent failing(Decision.Rework rework, PRStatus status) {
        List<Tainted<Json>> checks = rework.failing().stream().map(PrTelling::check).toList();
        List<String> occurrence =
                rework.failing().stream().map(check -> check.occurrence().text()).sorted().toList();
        return event(
                status,
                "pr_ci_failure",
                all(checks, label(status))
                        .map(each -> common(status).put("checks", Json.array(each)).build()),
                again(rework, occurrence));
    }

    /** The first one is known by its facts alone. */
    private static List<String> again(Decision.Rework rework, List<String> occurrence) {
        if (rework.again() == 0) {
            return occurrence;
        }
        List<String> more = new ArrayList<>(occurrence);
        more.add("again " + rework.again());
        return more;
    }

    private ToldEvent handOff(Decision.HandOff handOff, PRStatus status, Instant now) {
        List<String> occurrence = new ArrayList<>(words(handOff.reasons()));
        occurrence.addAll(words(handOff.rules()));
        occurrence.add(now.toString());
        return plain(
                status,
                "pr_handoff",
                Json.object()
                        .put("reasons", words(handOff.reasons()))
                        .put("rules", words(handOff.rules()))
                        .put("at", now.toString()),
                occurrence);
    }

    private ToldEvent merged(PRStatus status, Optional<Proof> proof, Optional<String> alarm) {
        String landed = status.mergeSha().map(Sha::text).orElse("");
        Json.ObjectBuilder more =
                Json.object()
                        .putIf("merge_sha", status.mergeSha().map(Sha::text))
                        .putIf("merged_at", status.mergedAt().map(PrTelling::time))
                        .putIf("merged_by", status.mergedBy().map(each -> each.login().text()))
                        .putIf("verdict", proof.map(each -> each.verdict().word()))
                        .putIf("verdict_why", proof.map(Proof::why).filter(why -> !why.isEmpty()))
                        .putIf("alarm", alarm);
        return plain(status, "pr_merged", more, List.of(landed));
    }

    private ToldEvent closed(PRStatus status) {
        String at = status.closedAt().map(PrTelling::time).orElse("");
        Json.ObjectBuilder more =
                Json.object()
                        .putIf("closed_at", status.closedAt().map(PrTelling::time))
                        .putIf("closed_by", status.closedBy().map(each -> each.login().text()));
        return plain(status, "pr_closed", more, List.of(at));
    }

    private ToldEvent plain(PRStatus status, String word, Json.ObjectBuilder more) {
        return plain(status, word, more, List.of());
    }

    private ToldEvent plain(
            PRStatus status, String word, Json.ObjectBuilder more, List<String> occurrence) {
        Json.ObjectBuilder all = common(status);
        more.build().members().forEach(all::put);
        return event(status, word, Tainted.of(all.build(), label(status)), occurrence);
    }

    private ToldEvent event(
            PRStatus status, String word, Tainted<JsonObject> payload, List<String> occurrence) {
        List<String> id = new ArrayList<>();
        id.add("git." + word);
        id.add(named.apply(status.pr().repo()));
        id.add(String.valueOf(status.pr().prNumber()));
        id.add(status.headSha().text());
        id.add(status.baseBranch().text());
        id.addAll(occurrence);
        return new ToldEvent(
                "git." + word,
                "pr-" + Sha256.hex(String.join("\n", id)),
                status.pr(),
                payload.joined(label(status)),
                status.updatedAt().at());
    }

    /** Untrusted, and for the readers of the repository unless it is known to be for everybody. */
    private Label label(PRStatus status) {
        Confidentiality readers =
                status.visibility() == Visibility.PUBLIC
                        ? Confidentiality.open()
                        : Confidentiality.privateTo(
                                Scope.of(connection, status.pr().repo().path()));
        return new Label(Integrity.UNTRUSTED, readers);
    }

    private static Json.ObjectBuilder common(PRStatus status) {
        return Json.object()
                .put("host", status.pr().repo().host().text())
                .put("repo", status.pr().repo().path())
                .put("pr_number", status.pr().prNumber())
                .put("url", status.url().toString())
                .put("head_sha", status.headSha().text())
                .put("base", status.baseBranch().text());
    }

    private static Tainted<Json.ObjectBuilder> comment(PRComment comment) {
        Json.ObjectBuilder known =
                Json.object()
                        .put("id", comment.id().toString())
                        .put("author", user(comment.author()))
                        .put("url", comment.url().toString())
                        .put("updated_at", comment.updatedAt().at().toString())
                        .putIf("thread", comment.threadId().map(Object::toString))
                        .putIf("reply_to", comment.replyTo().map(Object::toString))
                        .putIf("review_state", comment.reviewState().map(PrTelling::word));
        comment.line().ifPresent(line -> known.put("line", line.value()));
        Tainted<Json.ObjectBuilder> said =
                comment.body().map(body -> Json.object().put("body", body));
        Tainted<Json.ObjectBuilder> placed =
                comment.path()
                        .map(path -> said.combine(path, (json, text) -> json.put("path", text)))
                        .orElse(said);
        return placed.map(
                json -> {
                    Json.ObjectBuilder full = Json.object();
                    known.build().members().forEach(full::put);
                    json.build().members().forEach(full::put);
                    return full;
                });
    }

    private static Tainted<Json> check(Check check) {
        return check.name()
                .combine(
                        check.source(),
                        (name, source) ->
                                Json.object()
                                        .put("name", name)
                                        .put("source", source)
                                        .put("outcome", word(check.outcome()))
                                        .put("occurrence", check.occurrence().text())
                                        .build());
    }

    private static Json user(UserRef user) {
        return Json.object()
                .put("id", user.id().text())
                .put("username", user.login().text())
                .put("kind", word(user.kind()))
                .build();
    }

    private static Tainted<List<Json>> all(List<Tainted<Json>> parts, Label label) {
        Tainted<List<Json>> all = Tainted.of(new ArrayList<>(parts.size()), label);
        for (Tainted<Json> part : parts) {
            all =
                    all.combine(
                            part,
                            (before, one) -> {
                                before.add(one);
                                return before;
                            });
        }
        return all.map(List::copyOf);
    }

    private static Json json(Json.ObjectBuilder built) {
        return built.build();
    }

    private static String time(Moment moment) {
        return moment.at().toString();
    }

    private static List<String> words(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(PrTelling::word).sorted().toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
