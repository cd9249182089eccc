package dev.stile.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

final class ConnectionStoreTest {
    private static final Map<String, String> SETTINGS =
            Map.of("url", Connects.PUBLIC, "delete_cap", "7");
    private static final Map<String, String> SECRETS = Map.of("token", "env:KEY");

    private final Connects connects = new Connects();

    @TempDir private Path folder;

    private Database database;
    private ConnectionStore store;

    @BeforeEach
    void open() {
        Home home = TestHome.in(folder);
        database = TestHome.open(home);
        store =
                new ConnectionStore(
                        database,
                        new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionIsReadBackAsItWasMade() {
        Connection made = make();

        assertThat(store.find(made.slug(), TestHome.soon())).contains(made);
        assertThat(store.all(TestHome.soon())).containsExactly(made);
        assertThat(made.options().deleteCap()).isEqualTo(7);
    }

    @Test
    @Proves({"FL-47", "FL-50"})
    void makingTheSameConnectionAgainChangesNothingAndAnotherIsAConflict() {
        make();

        assertThat(
                        store.make(
                                        connects.prepare(SETTINGS, SECRETS),
                                        Connects.ADA,
                                        TestHome.soon())
                                .changed())
                .isFalse();
        Connection elsewhere = connects.prepare(Map.of("url", Connects.LOOPBACK), SECRETS);
        assertThatThrownBy(() -> store.make(elsewhere, Connects.ADA, TestHome.soon()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.registered()).isEqualTo(Code.CONNECTION_EXISTS));
        assertThat(store.all(TestHome.soon())).hasSize(1);
    }

    @Test
    @Proves({"GS-3"})
    void anUnknownConnectionIsRefusedWithTheKnownOnes() {
        make();

        assertThatThrownBy(() -> store.require("wrok", TestHome.soon()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.registered()).isEqualTo(Code.UNKNOWN_CONNECTION);
                            assertThat(failure.details())
                                    .contains("known: work", "did you mean work?");
                        });
        assertThatThrownBy(() -> store.require("../etc", TestHome.soon()))
                .isInstanceOf(Failure.class);
    }

    @Test
    @Proves({"TU-2", "TU-51"})
    void everyChangeOfAConnectionHasItsRow() {
        Connection made = make();
        GrantedOrigin files =
                new GrantedOrigin(
                        "https://files.example",
                        AddressReach.PUBLIC,
                        false,
                        "ada",
                        made.createdAt());

        Connection granted =
                store.grant(made.slug(), files, Connects.ADA, TestHome.soon()).connection();
        store.revoke(made.slug(), files.origin(), Connects.ADA, TestHome.soon());
        store.make(
                connects.prepare(SETTINGS, Map.of("token", "env:OTHER")),
                Connects.ADA,
                TestHome.soon());
        store.delete(made.slug(), Connects.ADA, TestHome.soon());

        assertThat(granted.version()).isEqualTo(2);
        assertThat(rows())
                .containsExactly(
                        "connection.create desk",
                        "connection.grant https://desk.example",
                        "connection.grant https://files.example",
                        "connection.revoke https://files.example",
                        "connection.update -",
                        "connection.delete -");
        assertThat(store.all(TestHome.soon())).isEmpty();
    }

    @Test
    @Proves({"TU-2", "TU-60", "TU-61"})
    void anAgentGrantsItselfNothing() {
        Connection made = make();
        Subject agent = new Subject.Agent("0123");
        GrantedOrigin files =
                new GrantedOrigin(
                        "https://files.example",
                        AddressReach.PUBLIC,
                        false,
                        "agent:0123",
                        made.createdAt());

        assertThatThrownBy(() -> store.grant(made.slug(), files, agent, TestHome.soon()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.registered()).isEqualTo(Code.POLICY_REFUSED));
        assertThat(store.find(made.slug(), TestHome.soon())).contains(made);
    }

    /** Whoever made a change out of what is not there any more would take another's back. */
    @Test
    @Proves("FL-47")
    void whatSomebodyElseChangedOrDeletedMeanwhileIsNotBroughtBack() {
        Connection seen = make();
        Connection wanted = connects.prepare(SETTINGS, Map.of("token", "env:OTHER"));
        store.revoke(seen.slug(), "https://desk.example", Connects.ADA, TestHome.soon());

        assertThatThrownBy(() -> bring(seen, wanted))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.registered())
                                        .isEqualTo(Code.CONNECTION_CHANGED));
        store.delete(seen.slug(), Connects.ADA, TestHome.soon());
        assertThatThrownBy(() -> bring(seen, wanted)).isInstanceOf(Failure.class);
        assertThat(store.all(TestHome.soon())).isEmpty();
    }

    private void bring(Connection seen, Connection wanted) {
        store.make(
                Optional.of(seen),
                wanted,
                Set.of(),
                Connects.ADA,
                TestHome.soon(),
                transaction -> {});
    }

    private Connection make() {
        return store.make(connects.prepare(SETTINGS, SECRETS), Connects.ADA, TestHome.soon())
                .connection();
    }

    private List<String> rows() {
        return new AuditSearch(database)
                        .newest(
                                AuditFilter.everything().connection("work"),
                                Long.MAX_VALUE,
                                100,
                                TestHome.soon())
                        .reversed()
                        .stream()
                        .map(ConnectionStoreTest::told)
                        .toList();
    }

    private static String told(StoredRow row) {
        return row.verb() + " " + row.target().orElse("-");
    }
}
