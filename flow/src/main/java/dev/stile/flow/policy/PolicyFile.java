package dev.stile.flow.policy;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Policies;
import dev.stile.core.policy.Policy;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.flow.document.DocumentReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The policy in {@code $STILE_HOME/policy.yaml}, read again when the file changes. Without a file
 * the defaults hold; a file that others can read or write, or that is not understood whole, allows
 * nothing. Any thread may call.
 */
public final class PolicyFile implements Policies {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private volatile Optional<Known> known = Optional.empty();

    public PolicyFile(Home home) {
        this.path = home.folder().resolve("policy.yaml");
    }

    /** What was read, and from which file: a file that is replaced has another key. */
    private record Known(Object key, FileTime modified, long size, Policy policy) {
        boolean isOf(PosixFileAttributes file) {
            return String.valueOf(file.fileKey()).equals(String.valueOf(key))
                    && modified.equals(file.lastModifiedTime())
                    && size == file.size();
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public Policy inForce() {
        try {
            PosixFileAttributes file =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            requirePrivate(file);
            Optional<Known> before = known.filter(policy -> policy.isOf(file));
            if (before.isPresent()) {
                return before.get().policy();
            }
            Policy policy = PolicyReader.parse(read());
            known =
                    Optional.of(
                            new Known(
                                    String.valueOf(file.fileKey()),
                                    file.lastModifiedTime(),
                                    file.size(),
                                    policy));
            return policy;
        } catch (NoSuchFileException none) {
            return Policy.defaults();
        } catch (IOException unreadable) {
            throw refused("it cannot be read", Optional.of(unreadable));
        } catch (IllegalArgumentException broken) {
            throw refused(String.valueOf(broken.getMessage()), Optional.empty());
        }
    }

    /** The text of the file; empty if there is none. */
    String text() {
        try {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? new String(read(), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException unreadable) {
            throw refused("it cannot be read", Optional.of(unreadable));
        }
    }

    /** Replaces the file as a whole. */
    void write(String text) {
        OwnFiles.replace(path, text.getBytes(StandardCharsets.UTF_8));
        known = Optional.empty();
    }

    private byte[] read() throws IOException {
        try (var stream = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return stream.readNBytes(DocumentReader.LONGEST + 1);
        }
    }

    private void requirePrivate(PosixFileAttributes file) throws IOException {
        if (!file.isRegularFile()) {
            throw refused("it is no plain file (links are not followed)", Optional.empty());
        }
        if (!file.owner().equals(Files.getOwner(path.getParent()))) {
            throw refused("it belongs to " + file.owner().getName(), Optional.empty());
        }
        if (!OWNER_ONLY.containsAll(file.permissions())) {
            throw refused("others can read or write it", Optional.empty());
        }
    }

    private Failure refused(String why, Optional<IOException> cause) {
        Failure.Builder failure =
                Failure.of(Code.POLICY_FILE_NOT_VALID)
                        .detail(path + ": " + why)
                        .argument("file", path.toString())
                        .fact("file", path.toString())
                        .fact("reason", why);
        cause.ifPresent(failure::cause);
        return failure.build();
    }
}
