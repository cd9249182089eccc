package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The launchers as the package phase laid them out, started the ways that people and git start
 * them.
 */
final class DistributionTest {
    private static final Path BUILT = Path.of("target/stile").toAbsolutePath();

    @TempDir private Path folder;

    private record Ended(int exitCode, String out, String err) {}

    @Test
    void theProgramStartsThroughALinkToALinkFromAnotherFolder() throws Exception {
        Path first =
                Files.createSymbolicLink(
                        folder.resolve("first"), moved("there").resolve("bin/stile"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), first.getFileName());

        assertThat(run(Map.of(), second.toString(), "--version").out()).startsWith("stile ");
    }

    @Test
    void theProgramStartsFromAFolderWithSpacesInItsName() throws Exception {
        Path moved = moved("a folder");

        assertThat(run(Map.of(), moved.resolve("bin/stile").toString(), "--version").out())
                .startsWith("stile ");
    }

    @Test
    void nothingButTheAnswerIsPrintedWhenTheAotCacheIsDamaged() throws Exception {
        Path moved = moved("damaged");
        Files.writeString(moved.resolve("stile.aot"), "not a cache");

        Ended ended = run(Map.of(), moved.resolve("bin/stile").toString(), "--version");

        assertThat(ended.out()).startsWith("stile ").hasLineCount(1);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aJavaThatIsTooOldIsRefusedByNameAndNotStarted() throws Exception {
        Path old = javaHome("old", "17.0.15");

        Ended ended =
                run(
                        Map.of("STILE_JAVA_HOME", old.toString()),
                        BUILT.resolve("bin/stile").toString(),
                        "--version");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains(old.toString()).contains("JDK 25").contains("Fix:");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aJavaIsChosenByItsReleaseFileWhenTheOneOfTheBuildIsGone() throws Exception {
        Path moved = moved("moved");
        Files.writeString(moved.resolve("jdk"), "/nowhere\n");
        Path fitting = javaHome("fitting", "25.0.9");

        Ended ended =
                run(
                        Map.of("JAVA_HOME", fitting.toString()),
                        moved.resolve("bin/git-remote-stile").toString(),
                        "origin");

        assertThat(ended.out())
                .startsWith("started " + fitting)
                .contains("dev.stile.cli.GitRemoteMain origin");
    }

    private Path moved(String name) throws IOException {
        Path moved = folder.resolve(name);
        try (Stream<Path> files = Files.walk(BUILT)) {
            for (Path file : files.filter(file -> !file.toString().endsWith(".aot")).toList()) {
                Files.copy(
                        file,
                        moved.resolve(BUILT.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return moved;
    }

    private Path javaHome(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho started \"$0\" \"$@\"\n");
        makeExecutable(home.resolve("bin/java"));
        return home;
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the launcher ends").isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
