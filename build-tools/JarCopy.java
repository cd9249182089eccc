import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Copies jars and changes their classes on the way. */
final class JarCopy {
    private JarCopy() {}

    /** Copies a jar, with the time of change of the original. */
    static void copy(Path from, Path to, UnaryOperator<byte[]> rewriting) throws IOException {
        try (JarFile original = new JarFile(from.toFile());
                OutputStream bytes = Files.newOutputStream(to);
                ZipOutputStream copy = new ZipOutputStream(bytes)) {
            for (JarEntry entry : Collections.list(original.entries())) {
                byte[] content = original.getInputStream(entry).readAllBytes();
                ZipEntry copied = new ZipEntry(entry.getName());
                copied.setTime(entry.getTime());
                copy.putNextEntry(copied);
                copy.write(isClass(entry) ? rewriting.apply(content) : content);
                copy.closeEntry();
            }
        }
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }

    static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }
}
