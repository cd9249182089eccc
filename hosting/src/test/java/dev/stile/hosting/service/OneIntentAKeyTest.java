package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

/** A key names one text. */
final class OneIntentAKeyTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);
    private static final IdempotencyKey KEY = new IdempotencyKey("k-1");

    @TempDir Path folder;
    private HostWorld world;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        world.forge.open(PR);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private CommentResult comment(GitHost host, String text) {
        return host.commentOnPR(
                PR, UserInput.trusted(text), Optional.empty(), KEY, HostWorld.call());
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aKeyThatWasUsedForATextIsRefusedForAnotherAndFindsItself() {
        GitHost host = world.host(HostWorld.ADA);
        comment(host, "one");

        assertThatThrownBy(() -> comment(host, "two"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("key: another comment");
        assertThat(comment(host, "one").created()).isFalse();

        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsOnly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aKeyWhoseTextMayHaveBeenSaidIsRefusedForAnother() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);

        assertThatThrownBy(() -> comment(host, "two")).isInstanceOf(Invalid.class);

        assertThat(world.effects()).containsExactly("unknown");
    }
}
