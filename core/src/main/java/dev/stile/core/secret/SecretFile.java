package dev.stile.core.secret;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.store.OwnFiles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Set;

/** A secret in a file that only its owner can read; anything looser is refused unread (TU-42). */
final class SecretFile {
    private static final int LARGEST = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    static SecureValue read(SecretReference.OwnFile file, Secrets.Wanted wanted) {
        Path path = file.path();
        try {
            requireOwnersOnly(path, wanted);
            try (InputStream stream =
                    Files.newInputStream(
                            path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return value(stream.readNBytes(LARGEST + 1), path, wanted);
            }
        } catch (CharacterCodingException notText) {
            throw MissingSecret.of(wanted, path + " is not text in UTF-8", fill(path));
        } catch (IOException unreadable) {
            throw MissingSecret.of(wanted, path + " cannot be read", fill(path));
        }
    }

    /**
     * Puts another secret into a file that could be read, as a whole: old or new, never less. What
     * would not be read back as it is replaces nothing.
     */
    static void replace(SecretReference.OwnFile file, SecureValue value, Secrets.Wanted wanted) {
        Path path = file.path();
        try {
            requireOwnersOnly(path, wanted);
        } catch (IOException unreadable) {
            throw MissingSecret.of(wanted, path + " cannot be read", fill(path));
        }
        value.lend(
                bytes -> {
                    byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
                    line[bytes.length] = '\n';
                    try {
                        requireReadBack(line, value, path, wanted);
                        OwnFiles.replace(path, line);
                        return path;
                    } finally {
                        Arrays.fill(line, (byte) 0);
                    }
                });
    }

    private static void requireReadBack(
            byte[] line, SecureValue value, Path path, Secrets.Wanted wanted) {
        try (SecureValue readBack = value(line.clone(), path, wanted)) {
            if (readBack.sameAs(value)) {
                return;
            }
        } catch (CharacterCodingException notText) {
            // Refused like any other.
        }
        throw MissingSecret.of(
                wanted, path + " cannot hold a value that ends with a carriage return", fill(path));
    }

    private static void requireOwnersOnly(Path path, Secrets.Wanted wanted) throws IOException {
        PosixFileAttributes found =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw MissingSecret.of(
                    wanted,
                    path + " is not a file of its own (links are not followed)",
                    "ls -ld " + quoted(path));
        }
        if (!found.owner().equals(self(found.owner()))) {
            throw MissingSecret.of(
                    wanted,
                    path + " belongs to somebody else",
                    "install -m 600 " + quoted(path) + " ~/.stile-secret");
        }
        if (!OWNER_ONLY.containsAll(found.permissions())) {
            throw MissingSecret.of(
                    wanted, path + " can be read by others", "chmod 600 " + quoted(path));
        }
    }

    /** Who runs this process; where the system does not say it, an owner is taken at their word. */
    private static UserPrincipal self(UserPrincipal otherwise) throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? Files.getOwner(self) : otherwise;
    }

    /** Without the line end that editors add. */
    private static SecureValue value(byte[] bytes, Path path, Secrets.Wanted wanted)
            throws CharacterCodingException {
        try {
            int length = bytes.length;
            if (length > 0 && bytes[length - 1] == '\n') {
                length--;
            }
            if (length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
            if (length == 0 || bytes.length > LARGEST) {
                String what = length == 0 ? " is empty" : " is larger than " + LARGEST + " bytes";
                throw MissingSecret.of(wanted, path + what, fill(path));
            }
            CharBuffer text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            char[] characters = new char[text.remaining()];
            text.get(characters);
            Arrays.fill(text.array(), '\0');
            return SecureValue.takeFrom(characters);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static String fill(Path path) {
        return "(umask 077; cat > " + quoted(path) + ")";
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
