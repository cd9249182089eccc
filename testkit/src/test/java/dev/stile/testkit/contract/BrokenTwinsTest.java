package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each case of the contract finds the stores that break it, and finds nothing in the others. */
final class BrokenTwinsTest {
    @TestFactory
    @Proves("TR-70")
    Stream<DynamicTest> aBrokenStoreFailsTheCasesOfItsFaultAndNoOthers() {
        return twins().stream()
                .map(twin -> DynamicTest.dynamicTest(twin.toString(), () -> failsItsCases(twin)));
    }

    private static void failsItsCases(Twin twin) {
        Map<String, Throwable> failures = failures(twin.world().get());

        assertThat(failures.keySet())
                .as("%s: %s", twin, failures)
                .containsExactlyInAnyOrderElementsOf(twin.fails());
    }

    @TestFactory
    Stream<DynamicTest> aHealthyStoreFailsNothing() {
        return healthy()
                .map(
                        world ->
                                DynamicTest.dynamicTest(
                                        world.connector(),
                                        () -> assertThat(failures(world)).isEmpty()));
    }

    /** A case that no healthy store passes would find nothing that a twin could show. */
    @Test
    @Proves("TR-70")
    void eachCaseIsPassedByAHealthyStoreAndHasATwin() {
        Set<String> passed = new TreeSet<>();
        healthy()
                .forEach(
                        world -> {
                            Matrix matrix = new Matrix(world.connector(), world.dialect());
                            failures(world, matrix);
                            Arrays.stream(CaseName.values())
                                    .filter(name -> matrix.cell(name).equals("passed"))
                                    .forEach(name -> passed.add(name.name()));
                        });
        Set<String> caught = new TreeSet<>();
        twins().forEach(twin -> caught.addAll(twin.fails()));

        assertThat(cases()).isEqualTo(passed).isEqualTo(caught);
    }

    private static Stream<ContractWorld> healthy() {
        return Stream.of(
                new MemoryWorld((healthy, who) -> healthy), new WiredWorld(WiredStore::new));
    }

    private static Set<String> cases() {
        ContractWorld world = new WiredWorld(WiredStore::new);
        return RecordStoreContract.cases(world, new Matrix(world.connector(), world.dialect()))
                .map(runner -> runner.name().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Twin> twins() {
        List<Twin> twins = new ArrayList<>(BrokenReads.all());
        twins.addAll(BrokenDeltas.all());
        twins.addAll(BrokenCreates.all());
        twins.addAll(BrokenWrites.all());
        twins.addAll(BrokenTalks.all());
        twins.addAll(BrokenRequests.all());
        twins.addAll(BrokenWires.all());
        return twins;
    }

    private static Map<String, Throwable> failures(ContractWorld world) {
        return failures(world, new Matrix(world.connector(), world.dialect()));
    }

    private static Map<String, Throwable> failures(ContractWorld world, Matrix matrix) {
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
