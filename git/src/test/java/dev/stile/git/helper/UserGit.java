package dev.stile.git.helper;

import dev.stile.git.process.GitEnvironment;
import dev.stile.git.repository.MirrorRepository;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** git as a user types it, in a world of its own: a home, a helper on the path, a mirror. */
final class UserGit {
    static final String ADDRESS = "stile::work/demo";

    private final Path world;

    private UserGit(Path world) {
        this.world = world;
    }

    /** What a command printed and how it ended. */
    record Ended(int exitCode, String output) {
        Ended succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("ended with " + exitCode + ":\n" + output);
            }
            return this;
        }
    }

    static UserGit inWorld(Path world) throws IOException {
        Path bin = Files.createDirectories(world.resolve("bin"));
        Path launcher = bin.resolve("git-remote-stile");
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                echo helper >> '%s/log'
                exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp '%s' %s '%s' "$@"
                """
                        .formatted(
                                world,
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                HelperProgram.class.getName(),
                                world));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                world.resolve("gitconfig"),
                """
                [user]
                	name = Mia
                	email = mia@example.com
                [init]
                	defaultBranch = main
                [maintenance]
                	auto = false
                [gc]
                	auto = 0
                [advice]
                	detachedHead = false
                """);
        return new UserGit(world);
    }

    Path world() {
        return world;
    }

    /** A world whose mirror has three records, in one commit. */
    static UserGit withMirror(Path world) throws Exception {
        UserGit git = inWorld(world);
        git.makeMirror("sync");
        return git;
    }

    /** Makes the mirror, or makes it anew, from {@code seed}. */
    void makeMirror(String message) throws Exception {
        if (!Files.exists(world.resolve("seed"))) {
            Files.createDirectories(world.resolve("seed"));
            text("seed", "init", "-q");
        }
        for (int number = 1; number <= 3; number++) {
            write("seed", "issues/" + number + ".md", "record " + number + "\n");
        }
        commit("seed", message);
        makeMirrorAgain();
    }

    /** Somebody changes a record, and the mirror has seen it. */
    String changeUpstream(int number, String text) throws Exception {
        text("seed", "pull", "-q", "--rebase", "../mirror.git", "main");
        write("seed", "issues/" + number + ".md", text);
        commit("seed", "sync");
        publishSeed();
        return text("mirror.git", "rev-parse", "main");
    }

    /** Makes the mirror with the seed as it is. */
    void makeMirrorAgain() throws Exception {
        MirrorRepository.create(
                world.resolve("mirror.git"), GitEnvironment.forMirror(System.getenv()));
        publishSeed();
    }

    private void publishSeed() throws Exception {
        text("seed", "push", "-q", "../mirror.git", "HEAD:main");
    }

    /** Clones the mirror. */
    void cloneInto(String name, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("clone", "-q"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(ADDRESS, name));
        text("", arguments.toArray(String[]::new));
        takeLog();
    }

    /** Edits the first record and commits; returns the commit. */
    String edit(String clone, String text) throws Exception {
        write(clone, "issues/1.md", text);
        commit(clone, "edit");
        return text(clone, "rev-parse", "HEAD");
    }

    /** The lines that the fake mirror and the launcher wrote, and forgets them. */
    List<String> takeLog() throws IOException {
        Path log = world.resolve("log");
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        Files.deleteIfExists(log);
        return lines;
    }

    String text(String folder, String... arguments) throws Exception {
        return run(folder, arguments).succeeded().output().stripTrailing();
    }

    Ended run(String folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return program(folder, Map.of(), command);
    }

    Ended program(String folder, Map<String, String> more, List<String> command) throws Exception {
        Path output = Files.createTempFile(world, "output", "");
        Process process = builder(folder, more, command, output).start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end: " + command + "\n" + Files.readString(output));
        }
        return new Ended(
                process.exitValue(),
                new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    }

    ProcessBuilder builder(
            String folder, Map<String, String> more, List<String> command, Path output) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(world.resolve(folder).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put(
                "PATH", world.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        environment.put("HOME", world.toString());
        environment.put("GIT_CONFIG_GLOBAL", world.resolve("gitconfig").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("LC_ALL", "C.UTF-8");
        environment.remove("LANGUAGE");
        environment.putAll(more);
        return builder;
    }

    void write(String folder, String path, String text) throws IOException {
        Path file = world.resolve(folder).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void commit(String folder, String message) throws Exception {
        text(folder, "add", "--sparse", "-A");
        text(folder, "commit", "-q", "-m", message);
    }
}
