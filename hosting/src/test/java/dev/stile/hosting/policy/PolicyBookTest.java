package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.HOST;
import static dev.stile.testkit.facts.Samples.PR;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings as the user writes them. */
@Proves({"GH-70", "GH-109"})
final class PolicyBookTest {
    @TempDir Path home;

    @Test
    void theDefaultsMergeNothing() {
        PolicySettings settings = PolicyBook.in(home).of(PR.repo());

        assertThat(settings).isEqualTo(PolicySettings.defaults());
        assertThat(settings.merge().auto()).isFalse();
        assertThat(settings.merge().bases()).isEmpty();
        assertThat(settings.merge().queue()).isEqualTo(MergeGuard.Queue.IF_REQUIRED);
        assertThat(settings.merge().bypass()).isEqualTo(PolicySettings.Bypass.EVALUATE);
        assertThat(settings.merge().testedBase()).isFalse();
        assertThat(settings.merge().holdLabels()).containsExactlyInAnyOrder("hold", "do-not-merge");
        assertThat(settings.merge().deleteBranch()).isFalse();
        assertThat(settings.merge().olderApprovals()).isTrue();
        assertThat(settings.approve().enabled()).isFalse();
        assertThat(settings.approve().byAuthor()).isFalse();
        assertThat(settings.approve().maxAge()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.approve().requireWrite()).isTrue();
        assertThat(settings.checks().none()).isEqualTo(PolicySettings.None.WAIT);
        assertThat(settings.checks().grace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.checks().settle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.reentryMax()).isEqualTo(3);
        assertThat(settings.attemptsMax()).isEqualTo(5);
        assertThat(settings.feedback().bots()).isEmpty();
        assertThat(settings.feedback().from()).isEqualTo(PolicySettings.From.WRITE);
        assertThat(settings.handOffRepeat()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void everyKeyIsReadAndARepositoryGoesBeforeAll() throws IOException {
        write(
                """
                merge:
                  auto: true
                  bases: [main, next]
                  queue: never
                  identity_may_bypass: refuse
                  require_tested_base: true
                  hold_labels: [wip]
                  delete_branch: true
                approve: { enabled: true, by_author: true, max_age: 2h, require_write: false,
                           kept_over_base_merges: false }
                checks: { none: ready, grace: 1m, settle: 30s }
                reentry.max: 1
                attempts: { max: 2 }
                feedback: { from: all, bots: [13, "14"] }
                handoff: { repeat: 1d }
                repositories:
                  code.example/Acme/Web:
                    merge: { auto: false, hold_labels: [] }
                """);
        PolicyBook book = PolicyBook.in(home);
        PolicySettings settings = book.of(new RepoRef(HOST, "acme/other"));

        assertThat(settings.merge().auto()).isTrue();
        assertThat(settings.merge().bases())
                .containsExactly(new BranchName("main"), new BranchName("next"));
        assertThat(settings.merge().queue()).isEqualTo(MergeGuard.Queue.NEVER);
        assertThat(settings.merge().bypass()).isEqualTo(PolicySettings.Bypass.REFUSE);
        assertThat(settings.merge().testedBase()).isTrue();
        assertThat(settings.merge().holdLabels()).containsExactly("wip");
        assertThat(settings.merge().deleteBranch()).isTrue();
        assertThat(settings.merge().olderApprovals()).isFalse();
        assertThat(settings.approve().byAuthor()).isTrue();
        assertThat(settings.approve().maxAge()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.approve().requireWrite()).isFalse();
        assertThat(settings.checks())
                .isEqualTo(
                        new PolicySettings.Checks(
                                PolicySettings.None.READY,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(30)));
        assertThat(settings.reentryMax()).isEqualTo(1);
        assertThat(settings.attemptsMax()).isEqualTo(2);
        assertThat(settings.feedback())
                .isEqualTo(new PolicySettings.Hearing(PolicySettings.From.ALL, Set.of("13", "14")));
        assertThat(settings.handOffRepeat()).isEqualTo(Duration.ofDays(1));
        PolicySettings web = book.of(PR.repo());
        assertThat(web.merge().auto()).isFalse();
        assertThat(web.merge().holdLabels()).isEmpty();
        assertThat(web.merge().bases()).hasSize(2);
    }

    @Test
    void anUnknownKeyNamesTheNearestAndAWrongValueNamesWhatIsTaken() {
        assertThatThrownBy(() -> set("merge.outo", "true"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("did you mean merge.auto?");
        Map<String, List<String>> wrong =
                Map.of(
                        "merge.auto", List.of("yes", "1", "TRUE", ""),
                        "merge.bases", List.of("a..b"),
                        "merge.queue", List.of("always"),
                        "checks.settle", List.of("2", "2 min", "-1s", "PT2M"),
                        "reentry.max", List.of("-1", "1001", "many"),
                        "attempts.max", List.of("0"));
        wrong.forEach(
                (key, values) ->
                        values.forEach(
                                value ->
                                        assertThatThrownBy(() -> set(key, value))
                                                .as(key + " " + value)
                                                .isInstanceOf(Invalid.class)
                                                .hasMessageContaining(key)
                                                .hasMessageContaining("takes ")));
    }

    private static PolicySettings set(String key, String value) {
        return PolicyBook.with(PolicySettings.defaults(), Map.of(key, List.of(value)), "");
    }

    private void write(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("hosting.yaml"), yaml);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
