package dev.stile.flow.subscriber;

import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * The digest of a manifest's folder: names, modes and bytes of every file below it. A program loads
 * what lies beside it, so a trust that covered only what the manifest names would not hold.
 */
final class Fingerprint {
    private static final int MOST_FILES = 2_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private Fingerprint() {}

    /**
     * Lower-case hex SHA-256.
     *
     * @throws Failure SUBSCRIBER_NOT_VALID if there are links or special files, or too much
     */
    static String of(Path folder) {
        try (Stream<Path> walked = Files.walk(folder)) {
            List<Path> all = walked.limit(MOST_FILES + 1L).sorted().toList();
            if (all.size() > MOST_FILES) {
                throw refused("its folder has more than " + MOST_FILES + " files");
            }
            MessageDigest digest = Sha256.begin();
            long left = MOST_BYTES;
            for (Path file : all) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw refused(
                            "its folder has a link or special file: " + folder.relativize(file));
                }
                left = add(digest, folder, file, left);
            }
            return Sha256.hex(digest);
        } catch (IOException unreadable) {
            throw refused("its folder cannot be read");
        }
    }

    private static long add(MessageDigest digest, Path folder, Path file, long left)
            throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, left + 1));
        }
        if (bytes.length > left) {
            throw refused("its folder has more than 64 MiB");
        }
        String head =
                folder.relativize(file)
                        + "\0"
                        + Files.isExecutable(file)
                        + "\0"
                        + Sha256.hex(bytes)
                        + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return left - bytes.length;
    }

    private static Failure refused(String why) {
        return Failure.of(Code.SUBSCRIBER_NOT_VALID).detail(why).build();
    }
}
