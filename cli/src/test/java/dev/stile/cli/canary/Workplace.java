package dev.stile.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.cli.OwnGit;
import dev.stile.testkit.files.SettledFiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A user's machine in a folder: a home, secrets, programs, and all that they printed. */
final class Workplace {
    private static final Path PROGRAMS = Path.of("target/stile/bin").toAbsolutePath();

    /**
     * Keeps what each git was started with and by whom, then becomes git. One that is ended before
     * has no file of that name. A number of a process comes again, not at the same time.
     */
    private static final String WATCHED_GIT =
            """
            #!/bin/sh
            read -r up idle </proc/uptime
            kept=%s/$$-$up
            cat /proc/$$/environ >"$kept.environ"
            cat /proc/$PPID/cmdline >"$kept.parent" 2>/dev/null
            cat /proc/$$/cmdline >"$kept.half" && mv "$kept.half" "$kept.cmdline"
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
    private final Set<ProcessHandle> running = ConcurrentHashMap.newKeySet();

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
                [gc]
                auto = 0
                [maintenance]
                auto = false
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

    /**
     * git puts the folder of its own parts before the PATH of whatever it starts: so this is that
     * folder, with links to all that is not git itself.
     */
    private void watchGit() throws IOException, InterruptedException {
        ProcessBuilder asks = new ProcessBuilder("git", "--exec-path");
        OwnGit.isolate(asks.environment());
        Process asked = asks.start();
        Path parts = Path.of(new String(asked.getInputStream().readAllBytes(), UTF_8).strip());
        assertThat(asked.waitFor()).isZero();
        Files.createDirectories(watched());
        try (Stream<Path> all = Files.list(parts)) {
            for (Path part : all.toList()) {
                if (!Files.isSameFile(part, parts.resolve("git"))) {
                    Files.createSymbolicLink(watched().resolve(part.getFileName()), part);
                }
            }
        }
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

    /** Each git that anything started, some of them by ours. */
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
        assertThat(started).as("gits that ours started").anyMatch(ProcessWatch.Seen::underJava);
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

    /** Runs a command that does not end by itself until it has said these words. */
    void stileUntilItSays(String words, String... arguments)
            throws IOException, InterruptedException {
        typed.add(String.join(" ", arguments));
        List<String> command = new ArrayList<>(List.of(PROGRAMS.resolve("stile").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home().toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process process = builder.start();
        running.add(process.toHandle());
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            while (said.indexOf(words) < 0) {
                String line = lines.readLine();
                assertThat(line).as("%s says \"%s\": %s", command, words, said).isNotNull();
                said.append(line).append('\n');
            }
            // Not by the process itself, which would close the stream that is read to its end.
            assertThat(process.toHandle().destroy()).isTrue();
            lines.lines().forEach(line -> said.append(line).append('\n'));
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
            running.remove(process.toHandle());
        }
        ended.add(new Ended(process.exitValue(), said.toString(), ""));
    }

    /** The programs that run now. */
    Collection<ProcessHandle> running() {
        return running;
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
        OwnGit.isolate(builder.environment());
        builder.environment().remove("GIT_CONFIG_GLOBAL");
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
        running.add(process.toHandle());
        process.getOutputStream().close();
        boolean inTime = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        running.remove(process.toHandle());
        assertThat(inTime).as("%s ends", command).isTrue();
        Ended result = new Ended(process.exitValue(), text(out), text(err));
        ended.add(result);
        return result;
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("PATH", watched() + ":" + PROGRAMS + ":" + System.getenv("PATH"));
        variables.put("GIT_EXEC_PATH", watched().toString());
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
        ProcessBuilder builder =
                new ProcessBuilder(
                                "git",
                                "--git-dir=" + repository,
                                "cat-file",
                                "--batch-all-objects",
                                "--batch")
                        .redirectOutput(unpacked.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        OwnGit.isolate(builder.environment());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return unpacked;
    }
}
