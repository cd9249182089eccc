package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Quota;
import dev.stile.core.store.StoreException;
import dev.stile.flow.local.Commands;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rule.RuleBook;
import dev.stile.flow.text.RenderException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs claims. Blocks as long as the action does; any thread may call. */
final class Attempts {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RuleBook rules;
    private final Inbox inbox;
    private final Proposing proposing;
    private final LocalDoing local;
    private final ClaimMarks marks;

    Attempts(RuleBook rules, Inbox inbox, Doings doings, ClaimMarks marks) {
        this.rules = rules;
        this.inbox = inbox;
        this.proposing = new Proposing(doings);
        this.local = new LocalDoing(doings);
        this.marks = marks;
    }

    /**
     * @param claim as it is now: with the audit row of its effect, if it came to one
     * @param outcomes one for each member
     */
    record Ran(Claim claim, List<Outcome> outcomes) {}

    Ran run(Claim claim) {
        Delivery first = claim.first();
        Optional<Rule> rule =
                rules.current(first.rule())
                        .flatMap(current -> rules.version(first.rule(), first.ruleVersion()));
        if (rule.isEmpty()) {
            return new Ran(claim, all(claim, new Outcome.Dead(Code.RULE_GONE.slug())));
        }
        return new Attempt(claim, rule.get()).run();
    }

    /** What a bug leaves behind: what was begun and may not be repeated may have happened. */
    Ran afterBug(Claim claim) {
        return new Ran(
                claim,
                all(
                        claim,
                        marks.isBegun(Deadline.after(LONGEST), claim)
                                ? new Outcome.Dead(Code.DELIVERY_UNKNOWN.slug())
                                : new Outcome.Failed(Code.INTERNAL.slug(), Optional.empty())));
    }

    private static List<Outcome> all(Claim claim, Outcome outcome) {
        return claim.members().stream().map(member -> outcome).toList();
    }

    /** One run of one claim. */
    private final class Attempt {
        private final Rule rule;
        private final Outcome[] outcomes;
        private Claim claim;

        Attempt(Claim claim, Rule rule) {
            this.claim = claim;
            this.rule = rule;
            this.outcomes = new Outcome[claim.members().size()];
            Arrays.fill(outcomes, new Outcome.GivenBack());
        }

        Ran run() {
            Map<Long, StoredEvent> events =
                    inbox
                            .at(
                                    Deadline.after(LONGEST),
                                    claim.members().stream().map(Delivery::place).toList())
                            .stream()
                            .collect(
                                    Collectors.toMap(
                                            StoredEvent::place,
                                            Function.identity(),
                                            (one, same) -> one,
                                            HashMap::new));
            List<Integer> due = new ArrayList<>();
            for (int index = 0; index < outcomes.length; index++) {
                Optional<Outcome> settled =
                        before(claim.members().get(index), event(events, index));
                if (settled.isPresent()) {
                    outcomes[index] = settled.get();
                } else {
                    due.add(index);
                }
            }
            if (!due.isEmpty()) {
                act(events, due);
            }
            return new Ran(claim, holdUp(List.of(outcomes)));
        }

        private Optional<StoredEvent> event(Map<Long, StoredEvent> events, int index) {
            return Optional.ofNullable(events.get(claim.members().get(index).place()));
        }

        /** What is over without the action. */
        private Optional<Outcome> before(Delivery member, Optional<StoredEvent> event) {
            if (event.filter(found -> !found.event().payload().isEmpty()).isEmpty()) {
                return Optional.of(new Outcome.Dead(Code.EVENT_PRUNED.slug()));
            }
            if (!member.outcome().equals(Optional.of(Deliveries.UNDECIDED))) {
                return Optional.empty();
            }
            return switch (rule.decide(event.get())) {
                case Decision.Match match -> Optional.empty();
                case Decision.NoMatch(String reason) -> Optional.of(skipped(reason));
                case Decision.Skip(String reason) -> Optional.of(skipped(reason));
                case Decision.Broken(String code, String reason) ->
                        Optional.of(new Outcome.Failed(code, Optional.empty()));
            };
        }

        private void act(Map<Long, StoredEvent> events, List<Integer> due) {
            List<Delivery> members = due.stream().map(claim.members()::get).toList();
            List<StoredEvent> their =
                    due.stream().map(index -> event(events, index).orElseThrow()).toList();
            boolean isBatch = claim.kind() == Claim.Kind.BATCH || rule.batching().isPresent();
            List<Unit> units = new ArrayList<>();
            if (isBatch) {
                Delivery first = members.getFirst();
                units.add(new Unit(first, BatchEvent.of(first.unit(), their)));
            } else {
                for (int index = 0; index < members.size(); index++) {
                    units.add(new Unit(members.get(index), their.get(index)));
                }
            }
            List<Outcome> done = actSafely(units);
            for (int index = 0; index < due.size(); index++) {
                outcomes[due.get(index)] = done.get(isBatch ? 0 : index);
            }
        }

        private List<Outcome> actSafely(List<Unit> units) {
            try {
                return act(units);
            } catch (StileException failure) {
                return units.stream().map(unit -> outcomeOf(failure)).toList();
            } catch (RenderException unfit) {
                Outcome dead = new Outcome.Dead(Code.PLACEHOLDER_UNFILLED.slug());
                return units.stream().map(unit -> dead).toList();
            }
        }

        private List<Outcome> act(List<Unit> units) {
            Deadline deadline = Deadline.after(LONGEST);
            Unit unit = units.getFirst();
            return switch (rule.action()) {
                case RuleAction.ConnectorAct act ->
                        effect(() -> List.of(proposing.act(deadline, rule, act, unit)));
                case RuleAction.ForwardMessage forward ->
                        effect(() -> List.of(proposing.forward(deadline, rule, forward, unit)));
                case RuleAction.HttpPost post ->
                        effect(() -> List.of(proposing.post(deadline, rule, post, unit)));
                case RuleAction.FileAppend append -> {
                    begin(AuditVerb.LOCAL_WRITE, false, List.of());
                    yield effect(() -> local.append(deadline, rule, append, units));
                }
                case RuleAction.SqliteInsert insert -> {
                    begin(AuditVerb.LOCAL_WRITE, false, List.of());
                    yield effect(() -> local.insert(deadline, rule, insert, units));
                }
                case RuleAction.RunCommand command -> List.of(execute(command, unit));
                case RuleAction.Graph graph ->
                        List.of(new Outcome.Dead(Code.ACTION_NOT_RUN.slug()));
            };
        }

        private Outcome execute(RuleAction.RunCommand command, Unit unit) {
            Commands.Prepared prepared = local.prepare(rule, command, unit);
            begin(AuditVerb.LOCAL_EXEC, !command.idempotent(), prepared.counts());
            try {
                effect(
                        () -> {
                            local.run(Deadline.after(command.timeout().plus(LONGEST)), prepared);
                            return List.of();
                        });
                return Outcome.applied();
            } catch (StileException failure) {
                return command.idempotent() || Commands.didNothing(failure)
                        ? new Outcome.Failed(Code.PROGRAM_FAILED.slug(), Optional.empty())
                        : outcomeOf(failure);
            }
        }

        private void begin(AuditVerb verb, boolean onlyOnce, List<Quota.Count> counts) {
            claim = marks.begin(Deadline.after(LONGEST), claim, verb, onlyOnce, counts);
        }

        private List<Outcome> effect(java.util.function.Supplier<List<Outcome>> doing) {
            CrashPoint.DELIVERY_EFFECT_BEFORE.reach();
            List<Outcome> outcomes = doing.get();
            CrashPoint.DELIVERY_EFFECT_AFTER.reach();
            return outcomes;
        }

        /** In strict order, what comes after one that failed waits for it. */
        private List<Outcome> holdUp(List<Outcome> ended) {
            if (rule.order() != Order.STRICT || claim.kind() != Claim.Kind.GROUP) {
                return ended;
            }
            Set<String> failed = new HashSet<>();
            List<Outcome> held = new ArrayList<>(ended.size());
            for (int index = 0; index < ended.size(); index++) {
                String key = claim.members().get(index).orderKey();
                held.add(failed.contains(key) ? new Outcome.GivenBack() : ended.get(index));
                if (ended.get(index) instanceof Outcome.Failed) {
                    failed.add(key);
                }
            }
            return held;
        }
    }

    private static Outcome skipped(String reason) {
        return new Outcome.Done(Outcome.SKIPPED, Optional.of(reason));
    }

    /** Whether trying again can help; what a person must do first cannot be waited for. */
    static Outcome outcomeOf(StileException failure) {
        return switch (failure.retry()) {
            case Retry.AfterDelay(Duration delay) ->
                    new Outcome.Failed(failure.code(), Optional.of(delay));
            case Retry.AfterUserAction person ->
                    isPassing(failure)
                            ? new Outcome.Failed(failure.code(), Optional.empty())
                            : new Outcome.Dead(failure.code());
            case Retry.No no -> new Outcome.Dead(failure.code());
            case Retry.UnknownOutcome unknown -> new Outcome.Dead(failure.code());
        };
    }

    /** A full disk, or something that is not ready: the person comes, the delivery still wants. */
    private static boolean isPassing(StileException failure) {
        return failure instanceof StoreException
                || failure instanceof AuditUnavailableException
                || Code.find(failure.code())
                        .filter(code -> code.exitCode() == ExitCode.UNAVAILABLE)
                        .isPresent();
    }
}
