package dev.stile.core.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder with all that Stile keeps for one user: {@code $STILE_HOME}, else {@code
 * $XDG_DATA_HOME/stile}, else {@code ~/.local/share/stile}. Naming a path makes nothing; {@link
 * #ensure()} makes and checks the folder.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The home that an environment names.
     *
     * @param userHome the user's own home folder
     */
    public static Home of(Map<String, String> environment, Path userHome) {
        return named(environment, "STILE_HOME")
                .or(() -> named(environment, "XDG_DATA_HOME").map(data -> data.resolve("stile")))
                .map(Home::new)
                .orElseGet(() -> new Home(userHome.resolve(".local/share/stile")));
    }

    private static Optional<Path> named(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    public Path database() {
        return folder.resolve("stile.db");
    }

    public Path mirrors() {
        return folder.resolve("mirrors");
    }

    /** Where the audit log ends, outside the database. */
    public Path auditHead() {
        return folder.resolve("audit.head");
    }

    /** Where the log ends that a restore puts in place; there only while it does. */
    public Path restoredAuditHead() {
        return folder.resolve("audit.head.restored");
    }

    /** The key that proves the head. */
    public Path auditKey() {
        return folder.resolve("audit.key");
    }

    /** The key that proves which comments are ours. */
    public Path commentKey() {
        return folder.resolve("comment.key");
    }

    /** What a request for the numbers of this home has to bring. */
    public Path metricsToken() {
        return folder.resolve("metrics.token");
    }

    /** Where requests in flight hold their places. */
    public Path places() {
        return folder.resolve("places");
    }

    /**
     * Makes the folder, for its owner alone, or checks the one that is there.
     *
     * @throws StoreException HOME_REFUSED, with the command that repairs it, if it is a link, not
     *     ours, or open to others
     */
    public Home ensure() {
        ensureFolder(folder);
        return this;
    }

    /** The same for a folder inside a home. */
    public static void ensureFolder(Path folder) {
        try {
            check(folder, attributes(folder));
        } catch (NoSuchFileException none) {
            make(folder);
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot read " + folder, failure);
        }
    }

    private static PosixFileAttributes attributes(Path folder) throws IOException {
        return Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void make(Path folder) {
        try {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException raced) {
            recheck(folder);
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot make the folder " + folder, failure);
        }
    }

    private static void recheck(Path folder) {
        try {
            check(folder, attributes(folder));
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot read " + folder, failure);
        }
    }

    private static void check(Path folder, PosixFileAttributes found) throws IOException {
        if (!found.isDirectory()) {
            throw refused(
                    folder + " is not a folder of its own (links are not followed)",
                    "ls -ld " + quoted(folder));
        }
        if (!found.owner().equals(self())) {
            throw refused(
                    folder + " belongs to " + found.owner().getName(),
                    "export STILE_HOME=\"$HOME/.local/share/stile\"");
        }
        if (!OWNER_ONLY.containsAll(found.permissions())) {
            throw refused(folder + " can be entered by others", "chmod 700 " + quoted(folder));
        }
    }

    /** Who runs this process: the owner of what it sees of itself. */
    private static java.nio.file.attribute.UserPrincipal self() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return Files.getOwner(self);
        }
        Path probe = Files.createTempFile("stile", ".owner");
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    private static StoreException refused(String headline, String command) {
        return new StoreException(StoreException.Kind.HOME_REFUSED, headline, List.of(command));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
