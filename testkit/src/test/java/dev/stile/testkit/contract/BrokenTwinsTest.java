package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Each case of the contract finds the store that breaks it, and finds nothing in the others. */
final class BrokenTwinsTest {
    /** A case that only threads in the wrong moment break. */
    private static final Set<String> WITHOUT_TWIN = Set.of("C86");

    @TestFactory
    Stream<DynamicTest> aBrokenStoreFailsTheCasesOfItsFaultAndNoOthers() {
        return twins().stream()
                .map(twin -> DynamicTest.dynamicTest(twin.toString(), () -> failsItsCases(twin)));
    }

    private static void failsItsCases(Twin twin) {
        Map<String, Throwable> failures = failures(new MemoryWorld(twin.breakage()));

        assertThat(failures.keySet())
                .as("%s: %s", twin, failures)
                .containsExactlyInAnyOrderElementsOf(twin.fails());
    }

    @Test
    void theHealthyStoreFailsNothingAndEachCaseThatItPassesHasATwin() {
        MemoryWorld world = new MemoryWorld((healthy, who) -> healthy);
        Matrix matrix = new Matrix(world.connector(), world.dialect());

        assertThat(failures(world, matrix)).isEmpty();

        Set<String> passed = new TreeSet<>();
        for (CaseName name : CaseName.values()) {
            if (matrix.cell(name).equals("passed")) {
                passed.add(name.name());
            }
        }
        passed.removeAll(WITHOUT_TWIN);
        twins().forEach(twin -> passed.removeAll(twin.fails()));
        assertThat(passed).as("cases that no twin fails").isEmpty();
    }

    private static List<Twin> twins() {
        List<Twin> twins = new ArrayList<>(BrokenReads.all());
        twins.addAll(BrokenDeltas.all());
        twins.addAll(BrokenCreates.all());
        twins.addAll(BrokenWrites.all());
        return twins;
    }

    private static Map<String, Throwable> failures(MemoryWorld world) {
        return failures(world, new Matrix(world.connector(), world.dialect()));
    }

    private static Map<String, Throwable> failures(MemoryWorld world, Matrix matrix) {
        Map<String, Throwable> failures = new TreeMap<>();
        RecordStoreContract.cases(world, matrix)
                .forEach(
                        runner -> {
                            try {
                                runner.run();
                            } catch (NotRun reason) {
                                assertThat(matrix.cell(runner.name())).startsWith("not run");
                            } catch (Throwable failed) {
                                failures.put(runner.name().name(), failed);
                            }
                        });
        return failures;
    }
}
