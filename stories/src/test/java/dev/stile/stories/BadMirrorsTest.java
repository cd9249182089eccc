package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Mirrors and homes that cannot be used now: told by name, and mended by what is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadMirrorsTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private final TrackerProject project = world.newProject("One");

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    @Proves("GS-105")
    void aMirrorThatSomebodyLocksRefusesAPushAndServesAFetchAsItIs(@TempDir Path folder)
            throws IOException {
        Workplace workplace = Workplace.connected(folder, world, "--set", "lock_wait=PT1S");
        Clone clone = edited(workplace, "Behind a lock");
        String before = project.titleNow("1");
        String tip = clone.ask("rev-parse", "HEAD");
        try (FileChannel file =
                        FileChannel.open(
                                mirror(workplace).resolve("lock"), StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            assertThat(held.isValid()).isTrue();
            Told.in(clone.push(), "STL-4002");
            clone.git("fetch").says("STL-4002");
            assertThat(Told.in(plan(clone), "STL-4002").exit()).isEqualTo(6);
        }
        assertThat(project.titleNow("1")).isEqualTo(before);
        assertThat(clone.ask("rev-parse", "HEAD")).isEqualTo(tip);

        clone.push().succeeds();

        assertThat(project.titleNow("1")).isEqualTo("Behind a lock");
    }

    @Test
    @Proves("GS-108")
    void aMirrorThatANewerReleaseMadeIsLeftAlone(@TempDir Path folder) throws Exception {
        Workplace workplace = Workplace.connected(folder, world);
        Clone clone = edited(workplace, "By a newer release");
        String before = project.titleNow("1");
        String tip = clone.ask("rev-parse", "HEAD");
        int made = version(mirror(workplace).resolve("state.db"), 999);

        Told.in(clone.push(), "STL-4007");
        Told.in(clone.attempt("fetch"), "STL-4007");
        assertThat(Told.in(plan(clone), "STL-4007").exit()).isEqualTo(3);

        assertThat(project.titleNow("1")).isEqualTo(before);
        assertThat(clone.ask("rev-parse", "HEAD")).isEqualTo(tip);

        assertThat(version(mirror(workplace).resolve("state.db"), made)).isEqualTo(999);
        clone.push().succeeds();
        assertThat(project.titleNow("1")).isEqualTo("By a newer release");
    }

    /** What is wrong with the files of a mirror. */
    enum Damage {
        MAIN_IS_MISSING {
            @Override
            void in(Path repository) throws IOException {
                Files.deleteIfExists(repository.resolve("packed-refs"));
                Files.deleteIfExists(repository.resolve("refs/heads/main"));
            }
        },
        OBJECTS_ARE_NO_OBJECTS {
            @Override
            void in(Path repository) throws IOException {
                try (Stream<Path> found = Files.walk(repository.resolve("objects"))) {
                    for (Path file : found.filter(Files::isRegularFile).toList()) {
                        Files.setPosixFilePermissions(
                                file, PosixFilePermissions.fromString("rw-------"));
                        Files.writeString(file, "no object");
                    }
                }
            }
        },
        THE_STATE_IS_NO_DATABASE {
            @Override
            void in(Path repository) throws IOException {
                for (String ending : List.of("-wal", "-shm")) {
                    Files.deleteIfExists(repository.resolveSibling("state.db" + ending));
                }
                Files.writeString(
                        repository.resolveSibling("state.db"),
                        "this is no database, and long enough to be read as one");
            }
        };

        abstract void in(Path repository) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"GS-120", "GS-113"})
    void aDamagedMirrorIsMendedByTypingWhatIsTold(Damage damage, @TempDir Path folder)
            throws IOException {
        TrackerProject own = world.newProject("One", "Two");
        Workplace workplace = Workplace.connected(folder, world);
        Clone clone = workplace.clone(own);
        own.retitle("2", "Changed since");
        clone.retitle("1", "Not lost");
        clone.commit("Edit");
        Path mirror = mirror(workplace);
        damage.in(mirror.resolve("repository.git"));

        Ended fetch = Told.in(clone.attempt("fetch"), "STL-4011");
        clone.push().fails();

        assertThat(own.titleNow("1")).isEqualTo("One");
        assertThat(Told.recovery(fetch))
                .satisfiesExactly(
                        move -> assertThat(move).startsWith("mv ").contains(mirror.toString()),
                        again -> assertThat(again).isEqualTo("git fetch origin"),
                        rebase -> assertThat(rebase).startsWith("git rebase --onto "));
        for (String line : Told.recovery(fetch)) {
            clone.type(line).succeeds();
        }
        assertThat(clone.title("1")).isEqualTo("Not lost");
        assertThat(clone.title("2")).isEqualTo("Changed since");
        clone.push().succeeds();
        assertThat(own.titleNow("1")).isEqualTo("Not lost");
        clone.pull().succeeds();
        clone.isClean();
    }

    @Test
    void aFullDiskIsNamedAndWorksWhenThereIsRoom(@TempDir Path folder) throws IOException {
        Workplace workplace = Workplace.bare(folder);
        Path small = Folders.make(folder.resolve("small"));
        Ended mounted =
                workplace
                        .shell()
                        .type(folder, "mount -t tmpfs -o size=3m,mode=0700 small '" + small + "'");
        if (mounted.exit() != 0) {
            System.out.println("not run (only root can mount a small disk)");
            Assumptions.abort("only root can mount a small disk");
        }
        try {
            Workplace onSmall = workplace.withHome(small.resolve("stile"));
            onSmall.connect("work", world);
            Clone clone = edited(onSmall, "With room again");
            String before = project.titleNow("1");
            Path filler = small.resolve("filler");
            onSmall.shell()
                    .type(folder, "dd if=/dev/zero of='" + filler + "' bs=4096 2>&1")
                    .fails();

            Ended push = clone.push().fails();
            Ended fetch =
                    onSmall.shell()
                            .run(
                                    folder,
                                    List.of(
                                            "git",
                                            "clone",
                                            "stile::work/" + project.slug(),
                                            "another"));

            assertThat(push.err()).containsPattern("\\[STL-(4012|1025|9002)]").contains("Fix: ");
            assertThat(push.err()).doesNotContain("STL-9001");
            assertThat(Told.recovery(push)).isNotEmpty();
            assertThat(project.titleNow("1")).as("%s", fetch).isEqualTo(before);
            Files.delete(filler);
            clone.push().succeeds();
            assertThat(project.titleNow("1")).isEqualTo("With room again");
            assertThat(onSmall.stile("audit", "verify").exit()).isZero();
        } finally {
            workplace.shell().type(folder, "umount '" + small + "'").succeeds();
        }
    }

    @Test
    void aFileThatMayNotGrowIsNamedAsADiskThatTakesNoMoreAndTheNextCloneWorks(
            @TempDir Path folder) {
        Workplace workplace = Workplace.connected(folder, world);
        TrackerProject large = world.newProject();
        Random random = new Random(3);
        for (int number = 1; number <= 100; number++) {
            byte[] text = new byte[15_000];
            random.nextBytes(text);
            large.rewrite(large.add("Large " + number), HexFormat.of().formatHex(text));
        }
        String clone = "git clone stile::work/" + large.slug() + " '" + folder.resolve("one") + "'";

        Told.in(workplace.shell().type(folder, "ulimit -f 1000; " + clone), "STL-4012");

        assertThat(folder.resolve("one")).doesNotExist();
        workplace.shell().type(folder, clone).succeeds();
        assertThat(workplace.stile("audit", "verify").exit()).isZero();
    }

    private Clone edited(Workplace workplace, String title) {
        Clone clone = workplace.clone(project);
        clone.retitle("1", title);
        clone.commit("Edit");
        return clone;
    }

    private static Ended plan(Clone clone) {
        return clone.shell().run(clone.folder(), List.of("stile", "plan"));
    }

    private static Path mirror(Workplace workplace) {
        try (Stream<Path> mirrors = Files.list(workplace.stileHome().resolve("mirrors"))) {
            return mirrors.findFirst().orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sets the version of a database's schema; returns the one before. */
    private static int version(Path database, int version) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            int before = statement.executeQuery("PRAGMA user_version").getInt(1);
            statement.execute("PRAGMA user_version=" + version);
            return before;
        }
    }
}
