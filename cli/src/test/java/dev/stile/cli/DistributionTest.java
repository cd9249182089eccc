package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The launchers as the package phase laid them out, started the ways that people and git start
 * them.
 */
final class DistributionTest {
    private static final Path BUILT = Path.of("target/stile").toAbsolutePath();

    private static final Path BUILD_TOOLS = Path.of("../build-tools").toAbsolutePath();

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

    /** Without it the daemon starts as slowly as nothing else. */
    @Test
    void theAotCacheHoldsTheDaemonAtWork() throws Exception {
        Path cache = BUILT.resolve("stile.aot");
        assumeTrue(Files.exists(cache), "built with -Daot=false");

        String held = Files.readString(cache, StandardCharsets.ISO_8859_1);

        for (String type : List.of("cli/daemon/Pulls", "flow/stream/StreamSupervisor")) {
            assertThat(held.contains("dev/stile/" + type)).as(type).isTrue();
        }
    }

    @Test
    void anActLoadsACacheOfItsOwnWhereThereIsOne() throws Exception {
        Path moved = moved("with caches");
        Map<String, String> java =
                Map.of("STILE_JAVA_HOME", javaHome("fitting", "25.0.9").toString());
        String program = moved.resolve("bin/stile").toString();

        assertThat(run(java, program, "act", "lines", "append").out()).contains("/stile.aot ");
        Files.createFile(moved.resolve("act.aot"));

        assertThat(run(java, program, "act", "lines", "append").out()).contains("/act.aot ");
        assertThat(run(java, program, "list", "act").out()).contains("/stile.aot ");
    }

    @Test
    void theCacheOfActsHoldsAChildAndNoSimulator() throws Exception {
        Path cache = BUILT.resolve("act.aot");
        assumeTrue(Files.exists(cache), "built with -Daot=false");

        String held = Files.readString(cache, StandardCharsets.ISO_8859_1);

        assertThat(held.contains("dev/stile/flow/process/child/SystemLibrary")).isTrue();
        assertThat(held.contains("dev/stile/simulator/engine/Project")).isFalse();
        assertThat(held.contains("dev/stile/git/push/Sending")).isFalse();
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

    @Test
    void eachJarOfOthersIsTheOneThatIsPinned() throws Exception {
        String materials = Files.readString(BUILT.resolve("sbom.cdx.json"));
        List<Path> jars = jarsOfOthers();

        assertThat(jars).hasSizeGreaterThan(10);
        assertThat(jars)
                .allSatisfy(
                        jar ->
                                assertThat(materials)
                                        .contains(
                                                "/"
                                                        + jar.getFileName()
                                                                .toString()
                                                                .split("-\\d")[0]));
        assertThat(pinned(jars).exitCode()).isZero();
    }

    @Test
    void aJarThatIsNotThePinnedOneBuildsNothing() throws Exception {
        Path jar = jarsOfOthers().getFirst();
        Path other = Files.copy(jar, folder.resolve(jar.getFileName().toString()));
        Files.write(other, new byte[1], StandardOpenOption.APPEND);

        Ended ended = pinned(List.of(other));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err()).contains(jar.getFileName().toString());
    }

    /** As they came: not those that are rewritten. */
    private static List<Path> jarsOfOthers() throws IOException {
        try (Stream<Path> jars = Files.list(BUILT.resolve("lib"))) {
            return jars.filter(jar -> !jar.getFileName().toString().contains("stile"))
                    .filter(jar -> !jar.getFileName().toString().endsWith("-modern.jar"))
                    .sorted()
                    .toList();
        }
    }

    /** What the build asks before it takes them. */
    private Ended pinned(List<Path> jars) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(BUILD_TOOLS.resolve("PinnedJars.java").toString());
        command.add(BUILD_TOOLS.resolve("jars.sha256").toString());
        jars.forEach(jar -> command.add(jar.toString()));
        return run(Map.of(), command.toArray(String[]::new));
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
