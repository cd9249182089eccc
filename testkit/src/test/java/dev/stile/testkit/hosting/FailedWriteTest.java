package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.AfterWriting;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.testkit.Proves;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the journal says of a write that failed: refused only where nothing can have left. */
final class FailedWriteTest {
    private static final PrRef PR =
            new PrRef(new RepoRef(new HostId("code.example"), "acme/web"), 1);

    /** Something of ours that fails in the middle, such as a store. */
    private static final class Locked extends StileException {
        private static final long serialVersionUID = 1L;

        Locked() {
            super("locked", "the database is locked", new Retry.No(), List.of());
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new Permission("no", List.of()), false),
                Arguments.of(new Unavailable("down"), false),
                Arguments.of(new Locked(), true),
                Arguments.of(new OutcomeUnknown("closing", "the answer was lost"), true),
                Arguments.of(new Internal("broken", new IllegalStateException()), true),
                Arguments.of(new IllegalStateException("broken"), true),
                Arguments.of(new AfterWriting(new Unavailable("down")), true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Proves("GH-16")
    void aWriteThatMayHaveLeftIsNotJournaledAsRefused(RuntimeException failure, boolean open) {
        FakeHostServices services = new FakeHostServices(List.of(), "secret");
        FailingHost host = new FailingHost(true, () -> failure);
        assertThat(host.initialize(services).success()).isTrue();

        assertThatThrownBy(() -> host.closePR(PR, new Expect(Optional.empty()), call()))
                .isInstanceOf(StileException.class);

        assertThat(services.intents())
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(entry.end().orElseThrow())
                                        .isInstanceOf(
                                                open
                                                        ? FakeHostServices.End.Unknown.class
                                                        : FakeHostServices.End.Refused.class));
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofMinutes(5)),
                "test",
                Label.outside(Scope.of("work")),
                Progress.SILENT);
    }
}
