package dev.stile.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.json.Json;
import dev.stile.testkit.contract.Exchange;
import dev.stile.testkit.contract.Fault;
import dev.stile.testkit.contract.Who;
import dev.stile.testkit.contract.Wire;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Looking for what a lost answer may have done. */
final class ReconcileCases {
    private static final Set<Idempotency> FINDABLE = Set.of(Idempotency.KEY, Idempotency.LOOKUP);

    private final ActionScene scene;

    ReconcileCases(ActionScene scene) {
        this.scene = scene;
    }

    void reconcileFindsWhatWasDone() {
        for (ActionSpec spec : scene.that(FINDABLE)) {
            ActionCall call = scene.call(spec, scene.world().input(spec.slug()));
            Instant before = ActionScene.now();
            lose(call);
            assertThat(scene.reconcile(call, before))
                    .as(spec.slug())
                    .isInstanceOfSatisfying(
                            Reconciliation.Found.class,
                            found -> {
                                assertThat(
                                                scene.world()
                                                        .schemas()
                                                        .faults(
                                                                spec.outputSchema(),
                                                                ActionScene.bare(
                                                                        found.result().output())))
                                        .isEmpty();
                                assertThat(found.result().receipt()).isPresent();
                            });
        }
    }

    void reconcileNeverGuesses() {
        for (ActionSpec spec : scene.that(FINDABLE)) {
            Json.JsonObject input = scene.world().input(spec.slug());
            Instant before = ActionScene.now();
            assertThat(scene.reconcile(scene.call(spec, input), before))
                    .as("%s that nobody did", spec.slug())
                    .isNotInstanceOf(Reconciliation.Found.class);
            scene.as(Who.COLLEAGUE).perform(scene.call(spec, input), scene.context());
            assertThat(scene.reconcile(scene.call(spec, input), before))
                    .as("%s that only somebody else did", spec.slug())
                    .isNotInstanceOf(Reconciliation.Found.class);
        }
    }

    void reconcileChangesNothing() {
        for (ActionSpec spec : scene.that(FINDABLE)) {
            Json.JsonObject input = scene.world().input(spec.slug());
            ActionCall call = scene.call(spec, input);
            Instant before = ActionScene.now();
            lose(call);
            List<Exchange> sent =
                    scene.wire()
                            .during(
                                    () ->
                                            assertThat(scene.reconcile(call, before))
                                                    .isEqualTo(scene.reconcile(call, before)));
            assertThat(sent).as(spec.slug()).noneMatch(Exchange::isWrite);
            assertThat(scene.world().effects(spec.slug(), input)).as(spec.slug()).isEqualTo(1);
        }
    }

    private void lose(ActionCall call) {
        scene.wire().next(Wire::writes, new Fault.AnswerLost());
        assertThatThrownBy(() -> scene.perform(call)).isInstanceOf(OutcomeUnknown.class);
        scene.wire().calm();
    }
}
