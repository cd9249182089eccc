package dev.stile.testkit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.Retry;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;
import dev.stile.testkit.contract.Exchange;
import dev.stile.testkit.contract.Fault;
import dev.stile.testkit.contract.Who;
import dev.stile.testkit.contract.Wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What actions do to the world, and what they say when nobody knows. */
final class EffectCases {
    private final ActionScene scene;

    EffectCases(ActionScene scene) {
        this.scene = scene;
    }

    void refusedValueNamesItsMember() {
        for (RefusedInput wrong : scene.world().refused()) {
            assertThatThrownBy(() -> scene.perform(scene.call(wrong.action(), wrong.input())))
                    .as("%s with a wrong %s", wrong.action(), wrong.member())
                    .isInstanceOfSatisfying(
                            Invalid.class,
                            refused ->
                                    assertThat(ActionScene.member(refused))
                                            .isEqualTo(wrong.member()));
            assertThat(effects(wrong.action(), wrong.input())).isZero();
        }
    }

    void effectHappensOnce() {
        for (ActionSpec spec : scene.effects()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            assertThat(effects(spec.slug(), input)).as("%s before", spec.slug()).isZero();
            scene.perform(scene.call(spec, input));
            assertThat(effects(spec.slug(), input)).as(spec.slug()).isEqualTo(1);
        }
    }

    void readingChangesNothing() {
        for (ActionSpec spec : scene.reads()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            List<Exchange> sent = scene.wire().during(() -> scene.perform(scene.call(spec, input)));
            assertThat(sent).as(spec.slug()).isNotEmpty().noneMatch(Exchange::isWrite);
        }
    }

    void lostAnswerIsUnknown() {
        for (ActionSpec spec : scene.effects()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            scene.wire().next(Wire::writes, new Fault.AnswerLost());
            assertThatThrownBy(() -> scene.perform(scene.call(spec, input)))
                    .as(spec.slug())
                    .isInstanceOf(OutcomeUnknown.class);
            scene.wire().calm();
            assertThat(effects(spec.slug(), input)).as(spec.slug()).isEqualTo(1);
        }
    }

    void whatNeverLeftIsNotUnknown() {
        for (ActionSpec spec : scene.effects()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            scene.wire().next(Wire::writes, new Fault.NotReached());
            assertThatThrownBy(() -> scene.perform(scene.call(spec, input)))
                    .as(spec.slug())
                    .isInstanceOf(ConnectorException.class)
                    .isNotInstanceOf(OutcomeUnknown.class);
            scene.wire().calm();
            assertThat(effects(spec.slug(), input)).as(spec.slug()).isZero();
        }
    }

    void lostAnswerOfAReadCanBeRepeated() {
        for (ActionSpec spec : scene.reads()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            scene.wire().next(Wire::reads, new Fault.AnswerLost());
            assertThatThrownBy(() -> scene.perform(scene.call(spec, input)))
                    .as(spec.slug())
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            failed ->
                                    assertThat(failed.retry())
                                            .isInstanceOf(Retry.AfterDelay.class));
            scene.wire().calm();
        }
    }

    void repeatedKeyIsOneEffect() {
        for (ActionSpec spec : scene.that(Set.of(Idempotency.KEY))) {
            Json.JsonObject input = scene.world().input(spec.slug());
            ActionCall first = scene.call(spec, input);
            scene.perform(first);
            scene.perform(ActionScene.again(first));
            assertThat(effects(spec.slug(), input)).as(spec.slug()).isEqualTo(1);
        }
    }

    void naturalRepeatIsHarmless() {
        for (ActionSpec spec : scene.that(Set.of(Idempotency.NATURAL))) {
            Json.JsonObject input = scene.world().input(spec.slug());
            ActionCall first = scene.call(spec, input);
            scene.perform(first);
            scene.perform(ActionScene.again(first));
            assertThat(effects(spec.slug(), input)).as(spec.slug()).isEqualTo(1);
        }
    }

    void outputIsLabelledAsOutside() {
        for (ActionSpec spec : scene.all()) {
            ActionResult result = scene.perform(scene.call(spec, scene.world().input(spec.slug())));
            assertThat(result.output().label().integrity())
                    .as("how far the output of %s may be believed", spec.slug())
                    .isEqualTo(Integrity.UNTRUSTED);
            assertThat(result.output().label().confidentiality().isPublic())
                    .as("whether everybody may see the output of %s", spec.slug())
                    .isFalse();
            assertThat(result.summary().label().integrity()).isEqualTo(Integrity.UNTRUSTED);
        }
    }

    void receiptsTellEffectsApart() {
        List<String> receipts = new ArrayList<>();
        for (ActionSpec spec : scene.effects()) {
            for (int time = 0; time < 2; time++) {
                ActionResult result =
                        scene.perform(scene.call(spec, scene.world().input(spec.slug())));
                assertThat(result.receipt()).as("a receipt of %s", spec.slug()).isPresent();
                receipts.add(ActionScene.bare(result.receipt().orElseThrow().id()));
            }
        }
        assertThat(receipts).doesNotHaveDuplicates();
    }

    void errorsAreOfTheOneFamily() {
        for (ActionSpec spec : scene.all()) {
            Json.JsonObject input = scene.world().input(spec.slug());
            assertThatThrownBy(
                            () ->
                                    scene.as(Who.WRONG_SECRET)
                                            .perform(scene.call(spec, input), scene.context()))
                    .as("%s with a wrong secret", spec.slug())
                    .isInstanceOf(Auth.class);
            assertThatThrownBy(
                            () ->
                                    scene.as(Who.OUTSIDER)
                                            .perform(scene.call(spec, input), scene.context()))
                    .as("%s by an outsider", spec.slug())
                    .isInstanceOf(ConnectorException.class)
                    .isNotInstanceOf(OutcomeUnknown.class);
        }
    }

    private long effects(String action, Json.JsonObject input) {
        return scene.world().effects(action, input);
    }
}
