package dev.stile.testkit.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs every case of the contract against one connector in one world. A connector's test class
 * extends it and gives the world; there is nothing to override and nothing to skip: a feature that
 * is off is asserted to be off, and what a world cannot show is printed as not run, with the
 * reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordStoreContract {
    private static final List<Function<Scene, Object>> GROUPS =
            List.of(
                    IdentityCases::new,
                    ListingCases::new,
                    BrokenListingCases::new,
                    ReadingCases::new,
                    DeltaCases::new,
                    CreateCases::new,
                    LostCreateCases::new,
                    UpdateCases::new,
                    ConcurrentUpdateCases::new,
                    StatusCases::new,
                    RemoveCases::new,
                    PeopleAndLinkCases::new,
                    CommentCases::new,
                    FaultCases::new,
                    SafetyCases::new);

    private final List<Matrix> matrices = new ArrayList<>();

    /** The world of this class. Called once for each run of the contract. */
    protected abstract ContractWorld world();

    @TestFactory
    Stream<DynamicTest> aRecordStoreKeepsItsContract() {
        ContractWorld world = world();
        Matrix matrix = new Matrix(world.connector(), world.dialect());
        matrices.add(matrix);
        return cases(world, matrix)
                .map(
                        runner ->
                                DynamicTest.dynamicTest(
                                        runner.name().toString(), () -> run(runner)));
    }

    /** Every case, in the order of their numbers. */
    static Stream<CaseRunner> cases(ContractWorld world, Matrix matrix) {
        return GROUPS.stream()
                .flatMap(group -> CaseRunner.casesOf(group, world, matrix))
                .sorted(Comparator.comparing(CaseRunner::name));
    }

    @AfterAll
    void printTheMatrix() {
        matrices.forEach(System.out::println);
    }

    private static void run(CaseRunner runner) throws Throwable {
        try {
            runner.run();
        } catch (NotRun reason) {
            throw new TestAbortedException(
                    runner.name() + " not run (" + reason.getMessage() + ")");
        }
    }
}
