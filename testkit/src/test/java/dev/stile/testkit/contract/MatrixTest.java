package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.store.IdempotencyKey;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** What is printed of a run of the contract, and how it is repeated. */
class MatrixTest {
    @Test
    @Proves("TR-71")
    void connectorDialectAndSeedStandAboveEachCase() {
        Matrix matrix = new Matrix("memory", "none", 42);
        matrix.set(CaseName.C33, "passed");

        assertThat(matrix.toString())
                .startsWith("contract of memory on none, seed 42\n")
                .containsPattern("C33 .* passed");
    }

    @Test
    @Proves("TR-71")
    void theSameSeedMakesUpTheSameKeysForACaseAndOthersForAnother() {
        assertThat(keys(42, "C33")).isEqualTo(keys(42, "C33")).doesNotHaveDuplicates();
        assertThat(keys(42, "C33")).doesNotContainAnyElementsOf(keys(43, "C33"));
        assertThat(keys(42, "C33")).doesNotContainAnyElementsOf(keys(42, "C34"));
    }

    private static List<IdempotencyKey> keys(long seed, String number) {
        Matrix matrix = new Matrix("memory", "none", seed);
        Scene scene = new Scene(new MemoryWorld((healthy, who) -> healthy), matrix.random(number));
        return Stream.generate(scene::key).limit(5).toList();
    }
}
