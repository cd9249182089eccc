package dev.stile.core.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's own policy about actions (TU-60): the most specific entries win, of these the
 * strictest, and the defaults hold where no entry covers. Immutable; any thread may ask.
 */
public record Policy(List<Grant> grants, List<Quota> quotas) {
    public Policy {
        grants = List.copyOf(grants);
        quotas = List.copyOf(quotas);
        List<String> ids =
                Stream.concat(grants.stream().map(Grant::id), quotas.stream().map(Quota::id))
                        .toList();
        if (ids.stream().distinct().count() != ids.size()) {
            throw new IllegalArgumentException("an id is there twice");
        }
    }

    /** What holds while nobody wrote a policy. */
    public static Policy defaults() {
        return new Policy(List.of(), List.of());
    }

    /** Decides, and says by which entry. */
    public Ruling rule(ActQuestion question, Instant now) {
        List<Grant> covering = covering(question, now);
        Optional<Grant> deciding = deciding(covering, question);
        Decision standard = DefaultActs.decide(question);
        List<Decision> considered = new ArrayList<>();
        covering.forEach(grant -> considered.add(decision(grant, question)));
        considered.add(standard);
        Decision decision =
                DefaultActs.isExecByAgent(question)
                        ? standard
                        : deciding.map(grant -> decision(grant, question)).orElse(standard);
        return new Ruling(
                decision,
                deciding.map(Grant::approvers).orElse(1),
                counts(question, deciding),
                considered);
    }

    /** What the deciding entry says, if any entry covers it. */
    Optional<Decision> granted(ActQuestion question, Instant now) {
        return deciding(covering(question, now), question).map(grant -> decision(grant, question));
    }

    private List<Grant> covering(ActQuestion question, Instant now) {
        return grants.stream().filter(grant -> grant.covers(question, now)).toList();
    }

    private static Optional<Grant> deciding(List<Grant> covering, ActQuestion question) {
        return covering.stream()
                .filter(
                        grant ->
                                covering.stream()
                                        .noneMatch(other -> other.isMoreSpecificThan(grant)))
                .max((one, other) -> one.verdict(question).compareTo(other.verdict(question)));
    }

    /** The same with one more entry. */
    public Policy with(Grant grant) {
        List<Grant> more = new ArrayList<>(grants);
        more.add(grant);
        return new Policy(more, quotas);
    }

    /** The same without an entry. */
    public Policy without(String id) {
        return new Policy(
                grants.stream().filter(grant -> !grant.id().equals(id)).toList(),
                quotas.stream().filter(quota -> !quota.id().equals(id)).toList());
    }

    private List<Quota.Count> counts(ActQuestion question, Optional<Grant> deciding) {
        List<Quota.Count> counts = new ArrayList<>();
        deciding.filter(grant -> grant.perHour().isPresent())
                .ifPresent(
                        grant ->
                                counts.add(
                                        new Quota.Count(
                                                "grant:" + grant.id(),
                                                grant.perHour().getAsInt())));
        quotas.forEach(quota -> quota.countOf(question).ifPresent(counts::add));
        return counts;
    }

    private static Decision decision(Grant grant, ActQuestion question) {
        return new Decision(grant.verdict(question), "grant:" + grant.id());
    }
}
