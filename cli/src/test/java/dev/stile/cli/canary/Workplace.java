package dev.stile.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.testkit.files.SettledFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A user's machine in a folder: a home, secrets, programs, and all that they printed. */
final class Workplace {
    private static final Path PROGRAMS = Path.of("target/stile/bin").toAbsolutePath();

    /** Keeps what each git was started with and by whom, then becomes git. */
    private static final String WATCHED_GIT =
            """
            #!/bin/sh
            kept=%s/$$
            cat /proc/$$/environ >"$kept.environ"
            cat /proc/$$/cmdline >"$kept.cmdline"
            cat /proc/$PPID/cmdline >"$kept.parent"
            exec %s "$@"
            """;

    /**
     * @param out stdout
     * @param err stderr
     */
    record Ended(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    private final Path folder;
    private final Canaries canaries;
    private final List<Ended> ended = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();

    Workplace(Path folder, Canaries canaries) throws IOException, InterruptedException {
        this.folder = folder;
        this.canaries = canaries;
        Files.createDirectories(home());
        Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(sources());
        Files.writeString(
                home().resolve(".gitconfig"),
                """
                [user]
                name = A User
                email = user@example.org
                [init]
                defaultBranch = main
                [credential]
                helper = store --file=%s
                """
                        .formatted(sources().resolve("credentials")));
        watchGit();
        Files.createDirectories(gits());
        Path file = sources().resolve("key");
        Files.writeString(file, canaries.file() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Where the secrets are from: the only place that may hold them. */
    Path sources() {
        return folder.resolve("sources");
    }

    Path home() {
        return folder.resolve("home");
    }

    /** git puts the folder of its own parts before the PATH of whatever it starts. */
    private void watchGit() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder("git", "--exec-path").start();
        Path parts = Path.of(new String(asked.getInputStream().readAllBytes(), UTF_8).strip());
        assertThat(asked.waitFor()).isZero();
        Files.createDirectories(watched());
        Path git = watched().resolve("git");
        Files.writeString(git, WATCHED_GIT.formatted(gits(), parts.resolve("git")));
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwx------"));
    }

    private Path watched() {
        return folder.resolve("watched");
    }

    private Path gits() {
        return sources().resolve("gits");
    }

    /** Each git that anything started. */
    List<ProcessWatch.Seen> gitsStarted() throws IOException {
        List<ProcessWatch.Seen> started = new ArrayList<>();
        try (Stream<Path> found = Files.list(gits())) {
            for (Path arguments :
                    found.filter(file -> file.toString().endsWith(".cmdline")).toList()) {
                String name = arguments.toString().replaceAll("cmdline$", "");
                boolean underJava = latin(name + "parent").contains("dev.stile.cli");
                started.add(
                        new ProcessWatch.Seen(
                                latin(arguments.toString()).replaceFirst("^[^\\x00]*\\x00", ""),
                                latin(name + "environ"),
                                underJava));
            }
        }
        return started;
    }

    private static String latin(String path) throws IOException {
        return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
    }

    List<Ended> everythingSaid() {
        return List.copyOf(ended);
    }

    Ended git(Path where, String... arguments) throws IOException, InterruptedException {
        return run(where, Map.of(), "git", arguments);
    }

    Ended git(Path where, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        return run(where, more, "git", arguments);
    }

    Ended stile(String... arguments) throws IOException, InterruptedException {
        return stile(home(), Map.of(), arguments);
    }

    Ended stile(Path where, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        typed.add(String.join(" ", arguments));
        return run(where, more, PROGRAMS.resolve("stile").toString(), arguments);
    }

    /** Runs a command that does not end by itself until it has said something. */
    void stileUntilItSpeaks(String... arguments) throws IOException, InterruptedException {
        typed.add(String.join(" ", arguments));
        List<String> command = new ArrayList<>(List.of(PROGRAMS.resolve("stile").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home().toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process process = builder.start();
        int first = process.getInputStream().read();
        assertThat(first).as("the first byte that %s says", command).isPositive();
        // Not by the process itself, which would close the stream that is read to its end.
        assertThat(process.toHandle().destroy()).isTrue();
        String rest = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        ended.add(new Ended(process.exitValue(), (char) first + rest, ""));
    }

    /** Each line that was typed after {@code stile}. */
    List<String> typed() {
        return List.copyOf(typed);
    }

    /** Tells git's credential helper a password, as a person would. */
    void approve(String address) throws IOException, InterruptedException {
        Path input = sources().resolve("approve");
        Files.writeString(
                input, "url=" + address + "\nusername=user\npassword=" + canaries.credential());
        ProcessBuilder builder =
                new ProcessBuilder("git", "credential", "approve").redirectInput(input.toFile());
        builder.environment().put("HOME", home().toString());
        assertThat(builder.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Ended run(Path where, Map<String, String> more, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        // What was said is checked in memory, so that it is no file that the scan would read twice.
        Path out = Files.createTempFile(sources(), "out", "");
        Path err = Files.createTempFile(sources(), "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.environment().putAll(more);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean inTime = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(inTime).as("%s ends", command).isTrue();
        Ended result = new Ended(process.exitValue(), text(out), text(err));
        ended.add(result);
        return result;
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("PATH", folder.resolve("bin") + ":" + PROGRAMS + ":" + System.getenv("PATH"));
        variables.put("HOME", home().toString());
        variables.put("STILE_HOME", home().resolve("stile").toString());
        variables.put("TMPDIR", folder.resolve("tmp").toString());
        variables.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder.resolve("tmp"));
        variables.put("CANARY", canaries.variable());
        return variables;
    }

    private static String text(Path path) throws IOException {
        return new String(Files.readAllBytes(path), UTF_8);
    }

    /** Each file, and each object of each git repository, in which there is a canary. */
    List<String> leaks() throws IOException, InterruptedException {
        List<String> leaks = new ArrayList<>();
        for (Map.Entry<String, Path> place : places().entrySet()) {
            if (Canaries.count(place.getValue(), canaries.all()) > 0) {
                leaks.add(place.getKey());
            }
        }
        return leaks;
    }

    private Map<String, Path> places() throws IOException, InterruptedException {
        Map<String, Path> places = new LinkedHashMap<>();
        for (Path file : SettledFiles.below(folder)) {
            if (file.startsWith(sources()) || file.startsWith(watched())) {
                continue;
            }
            if (Files.isRegularFile(file)) {
                places.put(file.toString(), file);
            } else if (Files.exists(file.resolve("HEAD"))) {
                places.put("objects of " + file, objects(file));
            }
        }
        return places;
    }

    /** Objects lie compressed, so git unpacks them for the scan. */
    private Path objects(Path repository) throws IOException, InterruptedException {
        Path unpacked = Files.createTempFile(sources(), "objects", "");
        Process process =
                new ProcessBuilder(
                                "git",
                                "--git-dir=" + repository,
                                "cat-file",
                                "--batch-all-objects",
                                "--batch")
                        .redirectOutput(unpacked.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return unpacked;
    }
}
