package dev.stile.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.wiring.Surroundings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;

/** Where the helper is linked, and where it is not. */
@Isolated("it says by a property of the whole process where the programs are")
final class HelperLinkTest {
    private static final String PROPERTY = "stile.distribution";

    @TempDir private Path folder;
    private Path own;
    private Path bin;

    @BeforeEach
    void layOut() throws IOException {
        own = program(folder.resolve("dist/bin"));
        bin = Files.createDirectories(folder.resolve(".local/bin"));
        System.setProperty(PROPERTY, folder.resolve("dist").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private static Path program(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.createFile(
                folder.resolve(HelperLink.HELPER),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private HelperLink link(String path) {
        return HelperLink.ofRemotes(around(path));
    }

    private Surroundings around(String path) {
        return new Surroundings(
                Map.of("PATH", path),
                folder,
                folder,
                System.getProperty("user.name"),
                Clock.systemUTC(),
                () -> "0-test");
    }

    @Test
    void theHelperIsLinkedIntoTheUsersOwnFolderOnThePath() {
        assertThat(link("/usr/bin:" + bin).ensure())
                .isEqualTo(new HelperLink.Found.Linked(bin.resolve(HelperLink.HELPER)));
        assertThat(link("/usr/bin:" + bin).look())
                .isEqualTo(new HelperLink.Found.Here(bin.resolve(HelperLink.HELPER)));
    }

    @Test
    void theProgramForCredentialsIsLinkedBesideIt() throws IOException {
        Files.copy(
                own.resolveSibling(HelperLink.HELPER), own.resolveSibling(HelperLink.CREDENTIALS));
        HelperLink credentials = HelperLink.ofCredentials(around("/usr/bin:" + bin));
        Path link = bin.resolve(HelperLink.CREDENTIALS);

        assertThat(link("/usr/bin:" + bin).ensure()).isInstanceOf(HelperLink.Found.Linked.class);
        assertThat(credentials.look())
                .isInstanceOfSatisfying(
                        HelperLink.Found.Missing.class,
                        missing -> assertThat(missing.program()).isEqualTo(HelperLink.CREDENTIALS));
        assertThat(credentials.ensure()).isEqualTo(new HelperLink.Found.Linked(link));
        assertThat(credentials.look()).isEqualTo(new HelperLink.Found.Here(link));
        assertThat(link.toRealPath())
                .isEqualTo(own.resolveSibling(HelperLink.CREDENTIALS).toRealPath());
    }

    @Test
    void nothingIsLinkedWhereThePathDoesNotLead() throws IOException {
        HelperLink.Found found = link("/nowhere").ensure();

        assertThat(found)
                .isEqualTo(
                        new HelperLink.Found.Missing(
                                HelperLink.HELPER,
                                "export PATH=" + own.getParent() + ":\"$PATH\""));
        assertThat(bin).isEmptyDirectory();
    }

    @Test
    void nothingIsLinkedIntoAFolderThatOthersWriteTo() throws IOException {
        Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(link("" + bin).ensure()).isInstanceOf(HelperLink.Found.Missing.class);
    }

    @Test
    void theHelperOfAnotherBuildIsNamedAndNotReplaced() throws IOException {
        Path other = program(folder.resolve("other"));

        assertThat(link(other.getParent() + ":" + bin).ensure())
                .isInstanceOf(HelperLink.Found.Other.class);
        assertThat(bin).isEmptyDirectory();
    }
}
