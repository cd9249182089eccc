package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.StileException;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.testkit.contract.Seen;

import java.util.List;
import java.util.Optional;

/** What the checks of one head say. */
final class CheckCases {
    private final HostScene scene;

    CheckCases(HostScene scene) {
        this.scene = scene;
    }

    void allSourcesWorstWins() {
        PrRef pr = scene.pr();
        check(pr, "build", Said.PASSED);
        status(pr, "legacy", Said.PASSED);
        is(pr, ChecksState.PASSING);
        check(pr, "docs", Said.SKIPPED);
        is(pr, ChecksState.PASSING);
        status(pr, "legacy", Said.RUNNING);
        is(pr, ChecksState.PENDING);
        status(pr, "legacy", Said.FAILED);
        is(pr, ChecksState.FAILING);
        assertThat(names(scene.status(pr).checks().checks()))
                .containsExactlyInAnyOrder("build", "legacy", "docs");

        PrRef other = scene.pr();
        status(other, "legacy", Said.PASSED);
        check(other, "build", Said.CANCELLED);
        is(other, ChecksState.FAILING);
        check(other, "build", Said.NEEDS_HUMAN);
        is(other, ChecksState.PENDING);
        assertThat(scene.status(other).checks().checks())
                .extracting(Check::outcome)
                .contains(Check.Outcome.NEEDS_HUMAN);
    }

    void requiredAndOptionalApart() {
        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().checks("build", "lint"));
        PrRef pr = scene.pr();
        check(pr, "build", Said.PASSED);
        check(pr, "extra", Said.FAILED);
        PRStatus missing = scene.status(pr);
        assertThat(missing.checksState()).isEqualTo(ChecksState.PENDING);
        assertThat(missing.checks().required()).isEqualTo(ChecksState.PENDING);
        assertThat(missing.checks().missingRequired())
                .singleElement()
                .satisfies(name -> assertThat(Seen.in(name)).isEqualTo("lint"));

        check(pr, "lint", Said.PASSED);
        PRStatus green = scene.status(pr);
        assertThat(green.checksState()).isEqualTo(ChecksState.PASSING);
        assertThat(green.checks().required()).isEqualTo(ChecksState.PASSING);
        assertThat(green.checks().optional()).isEqualTo(ChecksState.FAILING);
        assertThat(green.checks().missingRequired()).isEmpty();
        assertThat(named(green, "build").required()).isEqualTo(Tri.YES);
        assertThat(named(green, "extra").required()).isEqualTo(Tri.NO);
    }

    void newestRunOnHeadOnly() {
        PrRef pr = scene.pr();
        check(pr, "build", Said.FAILED);
        String red = named(scene.status(pr), "build").occurrence().text();
        check(pr, "build", Said.PASSED);
        is(pr, ChecksState.PASSING);
        assertThat(scene.status(pr).checks().checks()).hasSize(1);
        check(pr, "build", Said.FAILED);
        is(pr, ChecksState.FAILING);
        assertThat(named(scene.status(pr), "build").occurrence().text()).isNotEqualTo(red);

        scene.git().push(scene.repo(), scene.headOf(pr), "next.txt", "next\n");
        is(pr, ChecksState.NONE);
        check(pr, "build", Said.PASSED);
        assertThat(named(scene.status(pr), "build").sha()).isEqualTo(scene.head(pr));

        scene.pulls().checkOfAnother(scene.repo(), scene.head(pr), "build", Said.FAILED);
        assertThat(scene.status(pr).checks().checks()).hasSize(2);
        is(pr, ChecksState.FAILING);
    }

    void sourceFailureIsUnknown() {
        scene.only(scene.traffic().pagesOf(2), "this host has no pages");
        PrRef pr = scene.pr();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            check(pr, name, Said.PASSED);
        }
        is(pr, ChecksState.PASSING);

        scene.traffic().disturb(HostRequest.READ_MORE, 1_000, new Disturbance.Status(502));
        Optional<PRStatus> seen = attempt(pr);
        scene.traffic().calm();
        seen.ifPresent(
                status -> {
                    assertThat(status.checksState()).isEqualTo(ChecksState.UNKNOWN);
                    assertThat(status.checks().complete()).isFalse();
                });
        is(pr, ChecksState.PASSING);
    }

    private Optional<PRStatus> attempt(PrRef pr) {
        try {
            return Optional.of(scene.status(pr));
        } catch (StileException nothingIsSaid) {
            return Optional.empty();
        }
    }

    void absentIsNone() {
        PrRef pr = scene.pr();
        PRStatus status = scene.status(pr);
        assertThat(status.checksState()).isEqualTo(ChecksState.NONE);
        assertThat(status.checks().checks()).isEmpty();
        assertThat(status.checks().required()).isEqualTo(ChecksState.NONE);
        assertThat(status.checks().optional()).isEqualTo(ChecksState.NONE);
        assertThat(status.checks().complete()).isTrue();
    }

    private void is(PrRef pr, ChecksState state) {
        assertThat(scene.status(pr).checksState()).isEqualTo(state);
    }

    private void check(PrRef pr, String name, Said said) {
        scene.pulls().check(scene.repo(), scene.head(pr), name, said);
    }

    private void status(PrRef pr, String name, Said said) {
        scene.pulls().status(scene.repo(), scene.head(pr), name, said);
    }

    private static Check named(PRStatus status, String name) {
        return status.checks().checks().stream()
                .filter(check -> Seen.in(check.name()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<Check> checks) {
        return checks.stream().map(check -> Seen.in(check.name())).toList();
    }
}
