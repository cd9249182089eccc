package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewerState;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What somebody may have to act on. */
final class EventCases {
    private final HostScene scene;

    EventCases(HostScene scene) {
        this.scene = scene;
    }

    void matchDerivationForEachState() {
        PrRef pr = scene.pr();
        is(pr);
        check(pr, Said.FAILED);
        is(pr, "pr_ci_failure");
        scene.pulls().comment(pr, Account.BEN, "please look");
        is(pr, "pr_comments", "pr_ci_failure");
        check(pr, Said.PASSED);
        is(pr, "pr_comments");
        scene.pulls().mergeabilityKnown(false);
        is(pr, "pr_comments");
        scene.pulls().mergeabilityKnown(true);
        scene.pulls().draft(pr, true);
        is(pr, "pr_comments", "pr_blocked");
        scene.pulls().draft(pr, false);
        scene.control().pass(Duration.ofMinutes(1));
        scene.approve(pr);
        is(pr, "pr_ready_to_merge");
        scene.pulls().review(pr, Account.BEN, ReviewerState.CHANGES_REQUESTED, "");
        assertThat(words(events(pr, scene.host()))).contains("pr_comments");
        assertThat(words(events(pr, scene.host()))).doesNotContain("pr_ready_to_merge");

        is(scene.conflicting(), "pr_merge_conflict");
    }

    void sameAfterRestart() {
        PrRef pr = scene.pr();
        scene.pulls().comment(pr, Account.BEN, "please look");
        check(pr, Said.FAILED);
        scene.pulls().draft(pr, true);
        List<PrEvent> before = events(pr, scene.host()).events();
        assertThat(before).hasSize(3);
        assertThat(events(pr, scene.host()).events()).isEqualTo(before);

        scene.host().shutdown();
        scene.services().forgetState();
        assertThat(events(pr, scene.started(Map.of())).events()).isEqualTo(before);
    }

    void terminalStatesStandAlone() {
        PrRef merged = scene.pr();
        scene.pulls().comment(merged, Account.BEN, "please look");
        check(merged, Said.FAILED);
        scene.pulls().merge(merged, Account.BEN, MergeStrategy.MERGE);
        is(merged, "pr_merged");

        PrRef closed = scene.conflicting();
        scene.pulls().comment(closed, Account.BEN, "please look");
        check(closed, Said.FAILED);
        scene.pulls().close(closed, Account.BEN);
        is(closed, "pr_closed");
        scene.pulls().reopen(closed);
        is(closed, "pr_comments", "pr_merge_conflict", "pr_ci_failure");
    }

    void readyNeedsAllFactsAtOnce() {
        PrRef pr = scene.pr();
        scene.approve(pr);
        unready(pr);
        check(pr, Said.RUNNING);
        unready(pr);
        check(pr, Said.PASSED);
        is(pr, "pr_ready_to_merge");

        scene.pulls().mergeabilityKnown(false);
        unready(pr);
        scene.pulls().mergeabilityKnown(true);
        scene.pulls().draft(pr, true);
        unready(pr);
        scene.pulls().draft(pr, false);
        is(pr, "pr_ready_to_merge");

        scene.rules().protect(scene.repo(), scene.base(), Rules.plain());
        is(pr, "pr_ready_to_merge");
        scene.rules().rulesVisible(scene.repo(), false);
        unready(pr);
        scene.rules().rulesVisible(scene.repo(), true);
        scene.git().push(scene.repo(), scene.headOf(pr), "next.txt", "next\n");
        unready(pr);
        check(pr, Said.PASSED);
        unready(pr);
        scene.approve(pr);
        is(pr, "pr_ready_to_merge");
    }

    private void unready(PrRef pr) {
        assertThat(words(events(pr, scene.host()))).doesNotContain("pr_ready_to_merge");
    }

    private void is(PrRef pr, String... words) {
        assertThat(words(events(pr, scene.host()))).containsExactlyInAnyOrder(words);
    }

    private PrEvents events(PrRef pr, HeardHost host) {
        PrEvents seen = host.detectPrEvents(pr, scene.call());
        assertThat(seen).isEqualTo(PrEvents.derive(seen.facts()));
        assertThat(seen.events()).allMatch(event -> event.headSha().equals(scene.head(pr)));
        assertThat(seen.facts().status().headSha()).isEqualTo(seen.facts().reviews().headSha());
        return seen;
    }

    private static List<String> words(PrEvents events) {
        return events.events().stream().map(PrEvent::word).toList();
    }

    private void check(PrRef pr, Said said) {
        scene.pulls().check(scene.repo(), scene.head(pr), "build", said);
    }
}
