package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What a connection that needs no proof of its account is asked for before it is used. */
final class ConnectionSwitchTest {
    private static final ConnectionSlug SLUG = new ConnectionSlug("weir-north");

    @TempDir Path folder;

    @Test
    @Proves("GH-40")
    void aConnectionIsOnUnlessItIsSwitchedOffOrBeingDeleted() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.connect("weir-north");
            ConnectionSwitch asked = new ConnectionSwitch(world.database);
            assertThatCode(() -> asked.requireOn(connection, soon())).doesNotThrowAnyException();

            world.lives.disable(SLUG, ADA, soon());
            assertRefused(asked, connection, Code.CONNECTION_DISABLED);

            world.lives.enable(SLUG, ADA, soon());
            assertThatCode(() -> asked.requireOn(connection, soon())).doesNotThrowAnyException();

            world.database.transaction(
                    soon(),
                    transaction ->
                            world.lives.beginDeleting(
                                    transaction,
                                    SLUG,
                                    new ConnectionLife.Deleting("ada", false),
                                    ADA));
            assertRefused(asked, connection, Code.CONNECTION_DELETING);
        }
    }

    private static void assertRefused(ConnectionSwitch asked, Connection connection, Code code) {
        assertThatThrownBy(() -> asked.requireOn(connection, soon()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.registered()).isEqualTo(code);
                            assertThat(ConnectionSwitch.isRefusal(failure)).isTrue();
                        });
    }
}
