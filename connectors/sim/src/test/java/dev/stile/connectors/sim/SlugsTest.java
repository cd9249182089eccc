package dev.stile.connectors.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.EveryCall;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Names that no project of the simulator can have. */
final class SlugsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b", "demo?x=1", "demo#x", "d%2Fe", "é", "a;b", "a\\b"})
    @Proves("TR-100")
    void aProjectOutsideTheGrammarIsNotFoundWithoutARequest(String slug) throws IOException {
        try (SimulatorWorld world = new SimulatorWorld()) {
            RecordStore store = world.open(Who.MEMBER, UnaryOperator.identity()).orElseThrow();
            CallContext context =
                    new CallContext(
                            Deadline.after(Duration.ofSeconds(60)),
                            "test",
                            Label.outside(Scope.of("sim", "demo")),
                            Progress.SILENT);

            EveryCall.about(new ProjectRef(slug), store, new Cursor("1"), context)
                    .forEach(
                            (name, call) ->
                                    assertThatThrownBy(call::run)
                                            .as(name)
                                            .isInstanceOfSatisfying(
                                                    NotFound.class,
                                                    missing ->
                                                            assertThat(missing.what())
                                                                    .isEqualTo(
                                                                            NotFound.What
                                                                                    .PROJECT)));

            assertThat(world.simulator().controls().counters().requests()).isZero();
        }
    }
}
