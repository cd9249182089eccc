package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A control character in a text is refused before an intent is written down. */
@Proves("GH-10")
final class ControlCharacterTest {
    private static final RepoRef REPO = new RepoRef(new HostId("code.example"), "acme/web");
    private static final PrRef PR = new PrRef(REPO, 1);
    private static final IdempotencyKey KEY = new IdempotencyKey("k");

    private final FakeHostServices services = new FakeHostServices(List.of(), "secret");

    /** Each method that sends a text. */
    private enum Method {
        CREATE("body"),
        UPDATE("body"),
        COMMENT("text"),
        DISMISS("message"),
        MERGE("message");

        private final String field;

        Method(String field) {
            this.field = field;
        }

        void send(GitHost host, Untainted<String, Sink.RecordField> text) {
            switch (this) {
                case CREATE ->
                        host.createPR(
                                new PROptions(
                                        REPO,
                                        new BranchName("fix"),
                                        Optional.empty(),
                                        new BranchName("main"),
                                        UserInput.trusted("Fix"),
                                        text,
                                        false,
                                        List.of(),
                                        List.of(),
                                        KEY),
                                call());
                case UPDATE ->
                        host.updatePR(
                                PR,
                                new PRUpdates(
                                        Optional.empty(),
                                        Optional.of(text),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        Optional.empty()),
                                call());
                case COMMENT -> host.commentOnPR(PR, text, Optional.empty(), KEY, call());
                case DISMISS -> host.dismissApprovals(PR, text, Expect.nothing(), call());
                case MERGE ->
                        host.mergePR(
                                PR,
                                MergeStrategy.SQUASH,
                                new MergeGuard(
                                        new Sha("1".repeat(40)),
                                        Optional.empty(),
                                        Optional.empty(),
                                        MergeGuard.Queue.NEVER,
                                        Optional.empty(),
                                        Optional.of(text),
                                        KEY),
                                call());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aControlCharacterIsRefusedByNameAndNothingIsWrittenDown(Method method) {
        for (String bad : List.of("nul\0x", "\u001b[2J", "bell\u0007", "\u009b2J", "\u007f")) {
            assertThatThrownBy(() -> method.send(host(), UserInput.trusted(bad)))
                    .isInstanceOfSatisfying(
                            Invalid.class,
                            refused ->
                                    assertThat(refused.headline())
                                            .startsWith(method.field + ": holds no control"));
        }
        assertThat(services.intents()).isEmpty();
    }

    @Test
    void tabsAndLineEndsAreText() {
        assertThatThrownBy(() -> Method.COMMENT.send(host(), UserInput.trusted("a\tb\r\nc\n")))
                .isInstanceOf(Unavailable.class);
        assertThat(services.intents()).hasSize(1);
    }

    private GitHost host() {
        GitHost host = new FailingHost(true, () -> new Unavailable("down"));
        assertThat(host.initialize(services).success()).isTrue();
        return host;
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofMinutes(5)),
                "test",
                Label.outside(Scope.of("work")),
                Progress.SILENT);
    }
}
