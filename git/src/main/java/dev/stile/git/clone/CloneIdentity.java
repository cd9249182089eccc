package dev.stile.git.clone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Which clone this is: its common git folder. All worktrees of a clone have one; a folder made anew
 * at the same place is another clone.
 *
 * @param commonDirectory real path
 * @param device number of the file system
 * @param inode number of the folder on it
 * @param bornAt nanoseconds since 1970, or 0 where the file system does not tell
 */
public record CloneIdentity(String commonDirectory, long device, long inode, long bornAt) {
    /** Reads the identity of a common git folder, which exists. */
    public static CloneIdentity of(Path commonDirectory) {
        try {
            Path real = commonDirectory.toRealPath();
            Map<String, Object> attributes =
                    Files.readAttributes(real, "unix:dev,ino,creationTime,lastModifiedTime");
            FileTime born = attribute(attributes, "creationTime", FileTime.class);
            // Java answers with the time of the last change where there is no time of birth.
            boolean told = !born.equals(attribute(attributes, "lastModifiedTime", FileTime.class));
            return new CloneIdentity(
                    real.toString(),
                    attribute(attributes, "dev", Number.class).longValue(),
                    attribute(attributes, "ino", Number.class).longValue(),
                    told ? born.to(TimeUnit.NANOSECONDS) : 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("the git folder could not be looked at", failed);
        }
    }

    private static <T> T attribute(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    /** One word that tells clones apart. */
    public String key() {
        return device + ":" + inode + ":" + bornAt + ":" + commonDirectory;
    }
}
