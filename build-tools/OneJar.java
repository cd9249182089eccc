import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Joins jars into one. Each look for a service goes through every jar of a class path, and each jar
 * that is opened for it costs a start most of a millisecond.
 */
final class OneJar {
    private static final String SERVICES = "META-INF/services/";

    private OneJar() {}

    /**
     * Writes it if it would differ. Of two files of one name the first wins, but the lines of
     * services are joined. Classes for other releases of Java are left out.
     *
     * @param wanted by the name of a file
     */
    static void join(List<Path> jars, Predicate<String> wanted, Path to) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path jar : jars) {
            try (JarFile file =
                    new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, Runtime.version())) {
                for (JarEntry entry : file.versionedStream().toList()) {
                    if (isWanted(entry) && wanted.test(entry.getName())) {
                        files.merge(
                                entry.getName(),
                                file.getInputStream(entry).readAllBytes(),
                                (first, next) -> joined(entry.getName(), first, next));
                    }
                }
            }
        }
        byte[] bytes = zip(files);
        if (!Files.exists(to) || !Arrays.equals(Files.readAllBytes(to), bytes)) {
            Files.write(to, bytes);
        }
    }

    private static boolean isWanted(JarEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && !name.endsWith("module-info.class")
                && !name.equals("META-INF/MANIFEST.MF");
    }

    private static byte[] joined(String name, byte[] first, byte[] next) {
        if (!name.startsWith(SERVICES)) {
            return first;
        }
        return (new String(first, StandardCharsets.UTF_8)
                        + "\n"
                        + new String(next, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(SortedMap<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
