import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The jars of others that a distribution may hold, each by its SHA-256: a repository that serves
 * another file under the same version builds nothing. The list has the form of {@code sha256sum}.
 */
final class PinnedJars {
    private final Path list;
    private final Map<String, String> pinned = new HashMap<>();

    /**
     * @param list one line {@code <sha256> <file name>} for each jar
     */
    PinnedJars(Path list) throws IOException {
        this.list = list;
        for (String line : Files.readAllLines(list)) {
            String[] parts = line.split("  ", 2);
            if (parts.length == 2) {
                pinned.put(parts[1], parts[0]);
            }
        }
    }

    /**
     * Says of each jar that is not the pinned one what its line would be: {@code java
     * PinnedJars.java LIST JAR...}
     */
    public static void main(String[] arguments) throws IOException {
        PinnedJars jars = new PinnedJars(Path.of(arguments[0]));
        List<Path> given = new ArrayList<>();
        for (int index = 1; index < arguments.length; index++) {
            given.add(Path.of(arguments[index]));
        }
        jars.check(given);
    }

    /**
     * @throws IllegalStateException naming all that are not pinned, each with the line that it
     *     would have
     */
    void check(List<Path> jars) {
        List<String> strangers =
                jars.stream()
                        .filter(jar -> !sha256(jar).equals(pinned.get(name(jar))))
                        .map(jar -> sha256(jar) + "  " + name(jar))
                        .toList();
        if (!strangers.isEmpty()) {
            throw new IllegalStateException(
                    "not the jars that "
                            + list
                            + " pins:\n"
                            + String.join("\n", strangers)
                            + "\nIf their versions were changed on purpose, these are their lines.");
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    private static String sha256(Path jar) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
