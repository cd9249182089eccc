package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.flow.outbox.Proposal;
import dev.stile.flow.outbox.Proposed;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Order;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded random events, failures, approvals, moves of people and restarts, against a small model of
 * where every delivery must be. The model knows only what happened, not how deliveries work.
 */
final class ModelTest {
    private static final int STEPS = 120;
    private static final Subject ADA = new Subject.Person("ada");

    @TempDir Path folder;

    /** How the world answers a proposal of an event. */
    private enum Answer {
        TAKES,
        BUSY,
        REFUSES
    }

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private final TestOutbox outbox = new TestOutbox();
    private final Map<String, Answer> answers = new HashMap<>();
    private final TreeMap<String, String> model = new TreeMap<>();
    private final List<String> appended = new ArrayList<>();

    private static String event(Proposal proposal) {
        return proposal.refs().get("event").replace("weir-north/", "");
    }

    private void answer(Proposal proposal) {
        switch (answers.getOrDefault(event(proposal), Answer.TAKES)) {
            case TAKES -> {}
            case BUSY -> throw Failure.of(Code.STORE_BUSY).build();
            case REFUSES -> throw Failure.of(Code.POLICY_REFUSED).build();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @Proves({"FL-65", "FL-66", "FL-69"})
    void everyDeliveryIsWhereTheModelSaysItMustBe(long seed) throws Exception {
        Random random = new Random(seed);
        TestBook book = new TestBook();
        book.put(
                TestRule.of("act", Rules.act())
                        .order(Order.values()[(int) (seed % 2)])
                        .deciding(
                                event ->
                                        event.event().id().startsWith("skip")
                                                ? new Decision.Skip("automated")
                                                : new Decision.Match()));
        book.put(TestRule.of("log", Rules.append("log.txt")));
        outbox.gate(this::answer);
        FlowHome flow = FlowHome.in(folder, clock, book, outbox);
        try {
            for (int step = 0; step < STEPS; step++) {
                step(flow, random, step);
                if (random.nextInt(10) == 0) {
                    flow.close();
                    flow = FlowHome.in(folder, clock, book, outbox);
                }
                clock.pass(Duration.ofMinutes(2));
                flow.work();
                assertThat(states(flow)).as("seed %d step %d", seed, step).isEqualTo(model);
            }
            assertThat(Files.readAllLines(flow.home.folder().resolve("rules/log/log.txt")))
                    .isEqualTo(appended);
        } finally {
            flow.close();
        }
    }

    private static TreeMap<String, String> states(FlowHome flow) {
        TreeMap<String, String> states = new TreeMap<>();
        flow.all()
                .forEach(
                        each ->
                                states.put(
                                        each.rule() + " " + each.event(),
                                        each.state() == DeliveryState.FAILED
                                                ? "failed"
                                                : each.state().wire()
                                                        + each.outcome()
                                                                .map(how -> " " + how)
                                                                .orElse("")));
        return states;
    }

    private void step(FlowHome flow, Random random, int step) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> happen(flow, random, step);
            case 3 -> settleOne(flow, random);
            case 4 -> retryOne(flow, random);
            default -> dropOne(flow, random);
        }
    }

    private void happen(FlowHome flow, Random random, int step) {
        boolean isSkipped = random.nextInt(6) == 0;
        String id = (isSkipped ? "skip-" : "lvl-") + step;
        Answer answer = Answer.values()[random.nextInt(3)];
        answers.put(id, answer);
        flow.store(id, "k" + random.nextInt(3));
        flow.route();
        appended.add(id);
        model.put("log " + id, "done applied");
        model.put(
                "act " + id,
                isSkipped
                        ? "done skipped"
                        : switch (answer) {
                            case TAKES -> "pending";
                            case BUSY -> "failed";
                            case REFUSES -> "dead";
                        });
    }

    private List<Delivery> acting(FlowHome flow, DeliveryState state) {
        return flow.all().stream()
                .filter(each -> each.rule().equals("act") && each.state() == state)
                .toList();
    }

    private void settleOne(FlowHome flow, Random random) {
        List<Delivery> waiting = acting(flow, DeliveryState.PENDING);
        if (waiting.isEmpty()) {
            return;
        }
        Delivery one = waiting.get(random.nextInt(waiting.size()));
        EffectState state =
                List.of(
                                EffectState.DONE,
                                EffectState.CANCELLED,
                                EffectState.FAILED,
                                EffectState.UNKNOWN)
                        .get(random.nextInt(4));
        outbox.move(one.outbox().orElseThrow(), state, true);
        model.put(
                "act " + one.event(),
                switch (state) {
                    case DONE -> "done sent";
                    case CANCELLED, FAILED -> "dead";
                    default -> "pending";
                });
    }

    private void retryOne(FlowHome flow, Random random) {
        List<Delivery> dead = acting(flow, DeliveryState.DEAD);
        if (dead.isEmpty()) {
            return;
        }
        Delivery one = dead.get(random.nextInt(dead.size()));
        answers.put(one.event(), Answer.TAKES);
        if (isInDoubt(one)) {
            assertThatThrownBy(() -> flow.deadLetters.retry(soon(), ADA, one.id()))
                    .isInstanceOf(Failure.class);
        }
        flow.deadLetters.retry(soon(), ADA, one.id(), Optional.of("harmless"));
        model.put("act " + one.event(), "pending");
    }

    private boolean isInDoubt(Delivery delivery) {
        return delivery.outbox().isPresent()
                && outbox.find(soon(), delivery.outbox().getAsLong())
                        .filter(Proposed::isInDoubt)
                        .isPresent();
    }

    private void dropOne(FlowHome flow, Random random) {
        List<Delivery> dead = acting(flow, DeliveryState.DEAD);
        if (!dead.isEmpty()) {
            Delivery one = dead.get(random.nextInt(dead.size()));
            flow.deadLetters.drop(soon(), ADA, one.id(), "not needed");
            model.put("act " + one.event(), "done dropped");
        }
    }
}
