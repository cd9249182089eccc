package dev.stile.connectors.redmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.connectors.redmine.support.ScriptedEgress;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.EveryCall;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that no project of this vendor can have. */
final class SlugsTest {
    private static final Cursor CURSOR =
            new Cursor("r1|2026-11-21T10:54:09Z|1|1t2p3p4p5d6d|1:customer:t");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Demo",
                "-demo",
                "a b",
                "a/b",
                "demo.json",
                "demo?x=1",
                "demo#x",
                "d%2Fe",
                "é"
            })
    @Proves("TR-100")
    void aProjectOutsideTheVendorsGrammarIsNotFoundWithoutARequest(String slug) {
        ScriptedEgress server = new ScriptedEgress();
        RecordStore store = Opened.store(server, "https://tracker.example/redmine");

        EveryCall.about(new ProjectRef(slug), store, CURSOR, Opened.call())
                .forEach(
                        (name, call) ->
                                assertThatThrownBy(call::run)
                                        .as(name)
                                        .isInstanceOfSatisfying(
                                                NotFound.class,
                                                missing ->
                                                        assertThat(missing.what())
                                                                .isEqualTo(NotFound.What.PROJECT)));

        assertThat(server.lines()).isEmpty();
    }
}
