package dev.stile.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

final class HomeTest {
    @TempDir Path folder;

    @Test
    void theEnvironmentNamesTheHome() {
        Path user = Path.of("/home/ada");
        assertThat(Home.of(Map.of("STILE_HOME", "/srv/s", "XDG_DATA_HOME", "/x"), user).folder())
                .isEqualTo(Path.of("/srv/s"));
        assertThat(Home.of(Map.of("STILE_HOME", "", "XDG_DATA_HOME", "/x"), user).folder())
                .isEqualTo(Path.of("/x/stile"));
        assertThat(Home.of(Map.of(), user).folder())
                .isEqualTo(Path.of("/home/ada/.local/share/stile"));
    }

    @Test
    @Proves("TU-66")
    void aNewHomeAndItsFilesAreForTheirOwnerAlone() throws IOException {
        Home home = new Home(folder.resolve("deep/home")).ensure();
        TestHome.open(home).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.database())))
                .isEqualTo("rw-------");
    }

    @Test
    @Proves("TU-66")
    void aHomeThatOthersMayEnterIsRefusedWithTheCommandThatRepairsIt() throws IOException {
        Path open = Files.createDirectory(folder.resolve("it's open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(() -> new Home(open).ensure())
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo("home_refused");
                            assertThat(refusal.details())
                                    .containsExactly("chmod 700 '" + folder + "/it'\\''s open'");
                        });
    }

    @Test
    @Proves("TU-66")
    void aHomeOrADatabaseThatIsALinkIsRefused() throws IOException {
        Path real = new Home(folder.resolve("real")).ensure().folder();
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThatThrownBy(() -> new Home(link).ensure()).isInstanceOf(StoreException.class);

        Home home = new Home(real);
        Files.createSymbolicLink(home.database(), folder.resolve("elsewhere.db"));
        assertThatThrownBy(() -> TestHome.open(home)).isInstanceOf(StoreException.class);
        assertThat(folder.resolve("elsewhere.db")).doesNotExist();
    }
}
