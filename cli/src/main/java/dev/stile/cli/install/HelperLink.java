package dev.stile.cli.install;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.ShellWords;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a program that git starts where git finds it, if that can be done without taking anything
 * away.
 */
public final class HelperLink {
    /** What git looks for at a remote of records. */
    public static final String HELPER = "git-remote-stile";

    /** What git looks for where it needs the credential of a code host. */
    public static final String CREDENTIALS = "git-credential-stile";

    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Surroundings around;
    private final String program;

    private HelperLink(Surroundings around, String program) {
        this.around = around;
        this.program = program;
    }

    /** For remotes of records. */
    public static HelperLink ofRemotes(Surroundings around) {
        return new HelperLink(around, HELPER);
    }

    /** For credentials of code hosts. */
    public static HelperLink ofCredentials(Surroundings around) {
        return new HelperLink(around, CREDENTIALS);
    }

    /** Whether git finds the program of this build. */
    public sealed interface Found {
        /** One word for programs. */
        String state();

        /** Lines for people. */
        List<String> notes();

        /** git finds it. */
        record Here(Path at) implements Found {
            @Override
            public String state() {
                return "found";
            }

            @Override
            public List<String> notes() {
                return List.of();
            }
        }

        /** git finds it now. */
        record Linked(Path at) implements Found {
            @Override
            public String state() {
                return "linked";
            }

            @Override
            public List<String> notes() {
                return List.of("git finds its helper by the new link " + at);
            }
        }

        /** git would start another one. */
        record Other(Path at, String fix) implements Found {
            @Override
            public String state() {
                return "other";
            }

            @Override
            public List<String> notes() {
                return List.of("git would start another helper, " + at, "next: " + fix);
            }
        }

        /** git does not find one. */
        record Missing(String program, String fix) implements Found {
            @Override
            public String state() {
                return "missing";
            }

            @Override
            public List<String> notes() {
                return List.of("git does not find " + program + " yet", "next: " + fix);
            }
        }
    }

    /** Looks, and changes nothing. */
    public Found look() {
        Optional<Path> own = own();
        Optional<Path> onPath = onPath();
        if (onPath.isEmpty()) {
            return new Found.Missing(program, fix(own));
        }
        boolean same = own.filter(file -> isSame(file, onPath.get())).isPresent();
        return same || own.isEmpty()
                ? new Found.Here(onPath.get())
                : new Found.Other(onPath.get(), fix(own));
    }

    /** Looks, and links the helper into the user's own folder of programs if git finds none. */
    public Found ensure() {
        Found found = look();
        Optional<Path> own = own();
        Path folder = around.userHome().resolve(".local/bin");
        if (!(found instanceof Found.Missing) || own.isEmpty() || !mayLinkInto(folder)) {
            return found;
        }
        try {
            Path link = Files.createSymbolicLink(folder.resolve(program), own.get());
            return new Found.Linked(link);
        } catch (IOException taken) {
            return found;
        }
    }

    /** The helper of this build, where it was laid out. */
    private Optional<Path> own() {
        return Optional.ofNullable(System.getProperty("stile.distribution"))
                .map(home -> Path.of(home, "bin", program).normalize())
                .filter(Files::isExecutable);
    }

    private Optional<Path> onPath() {
        return folders().stream()
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        String path = around.environment().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            try {
                if (!folder.isEmpty()) {
                    folders.add(Path.of(folder));
                }
            } catch (InvalidPathException unusable) {
                continue;
            }
        }
        return folders;
    }

    /** A folder of the PATH that only its owner, who is us, can write to. */
    private boolean mayLinkInto(Path folder) {
        if (folders().stream().noneMatch(each -> each.normalize().equals(folder))) {
            return false;
        }
        try {
            PosixFileAttributes found =
                    Files.readAttributes(
                            folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isDirectory()
                    && found.owner().getName().equals(around.account())
                    && found.permissions().stream().noneMatch(WRITABLE_BY_OTHERS::contains);
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String fix(Optional<Path> own) {
        return own.map(Path::getParent)
                .map(folder -> "export PATH=" + ShellWords.quoted(folder.toString()) + ":\"$PATH\"")
                .orElse("stile doctor");
    }
}
