package dev.stile.testkit.action;

import dev.stile.testkit.contract.NotRun;
import dev.stile.testkit.suite.Suite;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs every case of the contract against the actions of one connector in one world. A connector's
 * test class extends it and gives the world; there is nothing to override and nothing to skip.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ActionSetContract {
    private final List<Suite<ActionCase>> run = new ArrayList<>();

    /** The world of this class. Called once for each run of the contract. */
    protected abstract ActionWorld world();

    @TestFactory
    Stream<DynamicTest> actionsKeepTheirContract() {
        Suite<ActionCase> suite = suite(world());
        run.add(suite);
        return suite.tests();
    }

    @AfterAll
    void printTheMatrix() {
        run.forEach(System.out::println);
    }

    static Suite<ActionCase> suite(ActionWorld world) {
        Map<ActionCase, Suite.Case> cases = new EnumMap<>(ActionCase.class);
        for (ActionCase name : ActionCase.values()) {
            cases.put(
                    name,
                    () -> {
                        world.cannotRun(name)
                                .ifPresent(
                                        reason -> {
                                            throw new NotRun(reason);
                                        });
                        work(name).accept(new ActionScene(world));
                    });
        }
        return new Suite<>(
                "contract of the actions of " + world.connector() + " on " + world.dialect(),
                ActionCase.class,
                cases);
    }

    private static Consumer<ActionScene> work(ActionCase name) {
        return switch (name) {
            case A01 -> scene -> new DescribedCases(scene).actionsAreThoseOfTheManifestAndOffline();
            case A02 -> scene -> new DescribedCases(scene).schemasAreValidAndClosed();
            case A03 -> scene -> new DescribedCases(scene).recipientsAndCategoriesSayWhatIsDone();
            case A04 -> scene -> new DescribedCases(scene).outputFitsItsSchema();
            case A05 -> scene -> new DescribedCases(scene).unknownActionIsNotSupported();
            case A06 -> scene -> new DescribedCases(scene).missingMemberIsInvalidByName();
            case A07 -> scene -> new EffectCases(scene).refusedValueNamesItsMember();
            case A08 -> scene -> new EffectCases(scene).effectHappensOnce();
            case A09 -> scene -> new EffectCases(scene).readingChangesNothing();
            case A10 -> scene -> new EffectCases(scene).lostAnswerIsUnknown();
            case A11 -> scene -> new EffectCases(scene).whatNeverLeftIsNotUnknown();
            case A12 -> scene -> new EffectCases(scene).lostAnswerOfAReadCanBeRepeated();
            case A13 -> scene -> new ReconcileCases(scene).reconcileFindsWhatWasDone();
            case A14 -> scene -> new ReconcileCases(scene).reconcileNeverGuesses();
            case A15 -> scene -> new ReconcileCases(scene).reconcileChangesNothing();
            case A16 -> scene -> new EffectCases(scene).repeatedKeyIsOneEffect();
            case A17 -> scene -> new EffectCases(scene).naturalRepeatIsHarmless();
            case A18 -> scene -> new EffectCases(scene).outputIsLabelledAsOutside();
            case A19 -> scene -> new EffectCases(scene).receiptsTellEffectsApart();
            case A20 -> scene -> new EffectCases(scene).errorsAreOfTheOneFamily();
        };
    }
}
