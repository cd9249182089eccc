package dev.stile.testkit.event;

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
import java.util.stream.Stream;

/**
 * Runs every case of the contract against one source of events in one world. A connector's test
 * class extends it and gives the world; there is nothing to override and nothing to skip.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EventSourceContract {
    private interface Work {
        void in(EventWorld.Place place) throws Exception;
    }

    private final List<Suite<EventCase>> run = new ArrayList<>();

    /** The world of this class. Called once for each run of the contract. */
    protected abstract EventWorld world();

    @TestFactory
    Stream<DynamicTest> aSourceKeepsItsContract() {
        Suite<EventCase> suite = suite(world());
        run.add(suite);
        return suite.tests();
    }

    @AfterAll
    void printTheMatrix() {
        run.forEach(System.out::println);
    }

    static Suite<EventCase> suite(EventWorld world) {
        Map<EventCase, Suite.Case> cases = new EnumMap<>(EventCase.class);
        for (EventCase name : EventCase.values()) {
            cases.put(
                    name,
                    () -> {
                        world.cannotRun(name)
                                .ifPresent(
                                        reason -> {
                                            throw new NotRun(reason);
                                        });
                        try (EventWorld.Place place = world.place()) {
                            work(name).in(place);
                        }
                    });
        }
        return new Suite<>(
                "contract of the events of " + world.source() + " on " + world.dialect(),
                EventCase.class,
                cases);
    }

    private static Work work(EventCase name) {
        return switch (name) {
            case E01 -> place -> new TellingCases(place).startNowTellsOnlyWhatComesLater();
            case E02 -> place -> new TellingCases(place).startBeginningTellsWhatThereWas();
            case E03 -> place -> new TellingCases(place).orderIsKept();
            case E04 -> place -> new DurableCases(place).idsAreStableOverRestarts();
            case E05 -> place -> new DurableCases(place).toldAgainIsTheSameBytes();
            case E06 -> place -> new DurableCases(place).nothingIsLostOnACrashBeforeTheAck();
            case E07 -> place -> new DurableCases(place).acknowledgedIsNotToldAgain();
            case E08 -> place -> new TellingCases(place).anotherOccurrenceIsAnotherId();
            case E09 -> place -> new TellingCases(place).lostPlaceIsAGap();
            case E10 -> place -> new TellingCases(place).saysWhenAllIsTold();
            case E11 -> place -> new DurableCases(place).blockedSinkBlocksTheSource();
            case E12 -> place -> new DurableCases(place).closedSinkEndsTheRunInTime();
            case E13 -> place -> new DurableCases(place).closedPauseEndsTheRunInTime();
            case E14 -> place -> new TellingCases(place).onlyItsOwnThreadTells();
            case E15 -> place -> new TellingCases(place).payloadsAreBounded();
            case E16 -> place -> new TellingCases(place).payloadsAreFromOutside();
            case E17 -> place -> new DurableCases(place).refusedIsSettled();
            case E18 -> place -> new TellingCases(place).failureIsOfTheFamilyAndLosesNothing();
        };
    }
}
