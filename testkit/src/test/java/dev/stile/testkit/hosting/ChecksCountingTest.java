package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.Given.HEAD;
import static dev.stile.testkit.hosting.Given.after;
import static dev.stile.testkit.hosting.Given.sha;
import static dev.stile.testkit.hosting.Given.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.Check.Outcome;
import dev.stile.api.hosting.ChecksCounting;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.RequiredCheck;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a list of runs says together. */
final class ChecksCountingTest {
    private final List<Check> runs = new ArrayList<>();
    private final List<RequiredCheck> required = new ArrayList<>();
    private boolean allKnown = true;
    private boolean complete = true;

    @Test
    @Proves("GH-13")
    void noneIsNoneAndNotPassing() {
        assertThat(count().state()).isEqualTo(ChecksState.NONE);
    }

    @Test
    @Proves("GH-13")
    void whereSomeAreRequiredTheOthersDoNotDecide() {
        require("build");
        ran("build", Outcome.PASSING);
        ran("lint", Outcome.FAILING);

        assertThat(count().state()).isEqualTo(ChecksState.PASSING);
        assertThat(count().summary().required()).isEqualTo(ChecksState.PASSING);
        assertThat(count().summary().optional()).isEqualTo(ChecksState.FAILING);
    }

    @Test
    @Proves("GH-13")
    void whereNoneIsRequiredAllDecide() {
        ran("build", Outcome.PASSING);
        ran("lint", Outcome.FAILING);

        assertThat(count().state()).isEqualTo(ChecksState.FAILING);
    }

    @Test
    @Proves("GH-13")
    void whereItIsNotKnownWhichAreRequiredAllAre() {
        allKnown = false;
        require("build");
        ran("build", Outcome.PASSING);
        ran("lint", Outcome.FAILING);

        assertThat(count().state()).isEqualTo(ChecksState.FAILING);
        assertThat(count().summary().required()).isEqualTo(ChecksState.FAILING);
    }

    @Test
    @Proves("GH-13")
    void aRequiredOneThatNobodyReportedIsPendingAndNamed() {
        require("build");
        require("proof");
        ran("build", Outcome.PASSING);

        assertThat(count().state()).isEqualTo(ChecksState.PENDING);
        assertThat(count().summary().missingRequired()).containsExactly(text("proof"));
    }

    @Test
    @Proves("GH-13")
    void unknownIsWorseThanPendingAndBetterThanFailing() {
        ran("one", Outcome.PENDING);
        ran("two", Outcome.UNKNOWN);
        assertThat(count().state()).isEqualTo(ChecksState.UNKNOWN);

        ran("three", Outcome.FAILING);
        assertThat(count().state()).isEqualTo(ChecksState.FAILING);
    }

    @Test
    @Proves("GH-13")
    void anIncompleteListIsUnknownUnlessARedOneWasSeen() {
        complete = false;
        require("build");
        ran("build", Outcome.PASSING);
        assertThat(count().state()).isEqualTo(ChecksState.UNKNOWN);

        runs.clear();
        ran("build", Outcome.FAILING);
        assertThat(count().state()).isEqualTo(ChecksState.FAILING);
    }

    @Test
    @Proves("GH-14")
    void theNewestRunOfANameAndSourceCounts() {
        run("build", "ci", Outcome.FAILING, HEAD, 1);
        run("build", "ci", Outcome.PASSING, HEAD, 2);

        assertThat(count().state()).isEqualTo(ChecksState.PASSING);
        assertThat(count().summary().checks()).hasSize(1);
    }

    @Test
    @Proves("GH-14")
    void theNewestIsByItsTimeAndNotByItsPlace() {
        run("build", "ci", Outcome.PASSING, HEAD, 2);
        run("build", "ci", Outcome.FAILING, HEAD, 1);

        assertThat(count().state()).isEqualTo(ChecksState.PASSING);
    }

    @Test
    @Proves("GH-14")
    void aRunOnAnotherCommitCountsForNothing() {
        require("build");
        run("build", "ci", Outcome.PASSING, sha('d'), 1);

        assertThat(count().state()).isEqualTo(ChecksState.PENDING);
    }

    @Test
    @Proves("GH-14")
    void aCheckThatIsPinnedToASourceIsNotMetByAnother() {
        required.add(new RequiredCheck(text("build"), Optional.of(text("ci")), false));
        run("build", "stranger", Outcome.PASSING, HEAD, 1);

        assertThat(count().state()).isEqualTo(ChecksState.PENDING);

        run("build", "ci", Outcome.PASSING, HEAD, 1);
        assertThat(count().state()).isEqualTo(ChecksState.PASSING);
    }

    @Test
    @Proves("GH-14")
    void oneThatAsksForAPersonIsPending() {
        ran("deploy", Outcome.NEEDS_HUMAN);

        assertThat(count().state()).isEqualTo(ChecksState.PENDING);
    }

    @Test
    void aPatternMeansEveryNameThatItMatches() {
        required.add(new RequiredCheck(text("ci/*"), Optional.empty(), true));
        ran("ci/build (x)", Outcome.PASSING);
        ran("docs", Outcome.FAILING);

        assertThat(count().state()).isEqualTo(ChecksState.PASSING);
    }

    private void require(String name) {
        required.add(new RequiredCheck(text(name), Optional.empty(), false));
    }

    private void ran(String name, Outcome outcome) {
        run(name, "ci", outcome, HEAD, 0);
    }

    private void run(String name, String source, Outcome outcome, Sha head, int minute) {
        runs.add(
                new Check(
                        text(name),
                        text(source),
                        outcome,
                        Tri.UNKNOWN,
                        head,
                        new Token("run-" + runs.size()),
                        Optional.of(after(minute)),
                        Optional.empty(),
                        Optional.empty()));
    }

    private ChecksCounting.Counted count() {
        return ChecksCounting.count(HEAD, runs, required, allKnown, complete);
    }
}
