package dev.stile.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.StileException;
import dev.stile.api.value.ProjectRef;
import dev.stile.git.process.GitEnvironment;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

/** Connections of one name that lead to one server after the other. */
final class MirrorServerTest {
    private static final Instant MADE = Instant.parse("2026-03-01T00:00:00Z");
    private static final MirrorServer FIRST = new MirrorServer("sim http://127.0.0.1:1", MADE);
    private static final MirrorServer SECOND = new MirrorServer("sim http://127.0.0.1:2", MADE);

    @TempDir private Path folder;

    @Test
    @Proves("GS-6")
    void eachServerHasItsOwnMirrorAndFindsItAgain() {
        String first = nameOf(FIRST);
        String second = nameOf(SECOND);

        assertThat(second).isNotEqualTo(first);
        assertThat(nameOf(FIRST)).isEqualTo(first);
        assertThat(nameOf(SECOND)).isEqualTo(second);
        assertThat(nameOf(new MirrorServer(SECOND.place(), MADE.plusSeconds(60))))
                .isEqualTo(second);
    }

    @Test
    @Proves("GS-6")
    void aMirrorOfAReleaseThatNotedNoServerIsOfTheServerThatItsConnectionLeadsTo() {
        String old = listedAt(MADE.plusSeconds(60));

        assertThat(nameOf(FIRST)).isEqualTo(old);
        assertThat(nameOf(SECOND)).isNotEqualTo(old);
    }

    @Test
    @Proves("GS-6")
    void aMirrorThatIsOlderThanItsConnectionAndNotedNoServerIsLeftAlone() {
        String old = listedAt(MADE.minusSeconds(60));

        assertThat(nameOf(FIRST)).isNotEqualTo(old);
    }

    @Test
    @Proves("GS-6")
    void aFolderThatSomebodyPutInPlaceOfAnotherServersIsRefused() throws Exception {
        nameOf(FIRST);
        try (Mirror second = open().of(SECOND)) {
            second.state().remember(MetaName.SERVER, "sim http://127.0.0.1:3");
        }

        assertThatThrownBy(() -> nameOf(SECOND))
                .isInstanceOfSatisfying(
                        StileException.class,
                        error -> assertThat(error.code()).isEqualTo("mirror_identity"));
    }

    private String listedAt(Instant at) {
        try (Mirror mirror = open()) {
            mirror.state().remember(MetaName.LISTED_AT, at.toString());
            return mirror.name();
        }
    }

    private String nameOf(MirrorServer server) {
        try (Mirror mirror = open().of(server)) {
            return mirror.name();
        }
    }

    private Mirror open() {
        return Mirror.open(
                folder,
                new MirrorIdentity("work", new ProjectRef("demo")),
                GitEnvironment.forMirror(System.getenv()));
    }
}
