package dev.stile.stories.shell;

import dev.stile.stories.world.TrackerProject;
import dev.stile.stories.world.World;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine of one user: a home, a {@code STILE_HOME} with the connection {@code work}, and the
 * built launchers on the PATH, with a count of the helpers that git starts.
 */
public final class Workplace {
    private static final Path PROGRAMS =
            Path.of("../cli/target/stile/bin").toAbsolutePath().normalize();

    private final Path folder;
    private final Shell shell;
    private int clones;

    private Workplace(Path folder, Shell shell) {
        this.folder = folder;
        this.shell = shell;
    }

    /** A machine on which nothing was connected yet. */
    public static Workplace bare(Path folder) {
        Path programs = Folders.make(folder.resolve("bin"));
        Folders.write(folder.resolve("starts"), "");
        Folders.write(
                programs.resolve("git-remote-stile"),
                """
                #!/bin/sh
                echo started >>'%s'
                exec '%s/git-remote-stile' "$@"
                """
                        .formatted(folder.resolve("starts"), PROGRAMS),
                "rwxr-xr-x");
        Path home = Folders.make(folder.resolve("home"));
        Folders.write(
                home.resolve(".gitconfig"),
                """
                [user]
                    name = You
                    email = you@stile.invalid
                [init]
                    defaultBranch = main
                [protocol "file"]
                    allow = always
                [gc]
                    auto = 0
                [maintenance]
                    auto = false
                """);
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "PATH",
                Stream.of(programs.toString(), PROGRAMS.toString(), System.getenv("PATH"))
                        .reduce((one, next) -> one + ":" + next)
                        .orElseThrow());
        environment.put("HOME", home.toString());
        environment.put("STILE_HOME", folder.resolve("stile").toString());
        environment.put("TMPDIR", Folders.make(folder.resolve("tmp")).toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_EDITOR", "true");
        return new Workplace(folder, new Shell(folder, environment));
    }

    /** A machine with the connection {@code work} to this tracker, made with more words. */
    public static Workplace connected(Path folder, World world, String... more) {
        Workplace workplace = bare(folder);
        workplace.connect("work", world, more);
        return workplace;
    }

    /** The same machine with another {@code STILE_HOME}. */
    public Workplace withHome(Path stileHome) {
        return new Workplace(folder, shell.with(Map.of("STILE_HOME", stileHome.toString())));
    }

    /** Makes a connection; the server is asked by the first clone. */
    public void connect(String name, World world, String... more) {
        Path token = Folders.write(folder.resolve(name + ".token"), world.token(), "rw-------");
        String[] words = {
            "connect",
            world.connector(),
            name,
            "--set",
            world.setting(),
            "--secret",
            "token=file:" + token,
            "--offline"
        };
        stile(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new)).succeeds();
    }

    public Path folder() {
        return folder;
    }

    /** Where Stile keeps what it keeps. */
    public Path stileHome() {
        return Path.of(shell.variable("STILE_HOME"));
    }

    public Shell shell() {
        return shell;
    }

    /** A shell as a user has it, in which nobody counts helpers. */
    public Shell plainShell() {
        return shell.with(Map.of("PATH", PROGRAMS + ":" + System.getenv("PATH")));
    }

    public Ended stile(String... words) {
        return shell.run(folder, Stream.concat(Stream.of("stile"), Stream.of(words)).toList());
    }

    /** Clones a project, and is in the clone. */
    public Clone clone(TrackerProject project, String... options) {
        Path into = nextFolder();
        List<String> words =
                Stream.of(
                                Stream.of("git", "clone", "--quiet"),
                                Stream.of(options),
                                Stream.of("stile::work/" + project.slug(), into.toString()))
                        .flatMap(part -> part)
                        .toList();
        shell.run(folder, words).succeeds();
        return new Clone(shell, into);
    }

    /** A place where no clone is yet. */
    public Path nextFolder() {
        return folder.resolve("clone-" + ++clones);
    }

    /** Helpers that were started since {@link #forgetHelpers()}. */
    public long helpers() {
        return Folders.read(folder.resolve("starts")).lines().count();
    }

    public void forgetHelpers() {
        Folders.write(folder.resolve("starts"), "");
    }
}
