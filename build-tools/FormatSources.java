import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that every Java source of the project is formatted, or formats it: {@code FormatSources
 * check|write ROOT SEEN}.
 *
 * <p>SEEN is a file that remembers which sources were found formatted, by path, size and time of
 * change, so that only what changed since is parsed again.
 */
public final class FormatSources {
    private static final Set<String> SKIPPED_FOLDERS =
            Set.of("target", ".git", ".idea", "node_modules");

    private final Formatter formatter =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    private FormatSources() {}

    public static void main(String[] arguments) throws IOException {
        boolean write = arguments[0].equals("write");
        Path root = Path.of(arguments[1]);
        Path seenFile = Path.of(arguments[2]);
        Set<String> seen =
                Files.exists(seenFile) ? new HashSet<>(Files.readAllLines(seenFile)) : Set.of();
        TreeSet<String> formatted = new TreeSet<>();
        List<String> complaints = new ArrayList<>();
        FormatSources formatSources = new FormatSources();
        for (Path source : sources(root)) {
            String mark = mark(root, source);
            if (seen.contains(mark)) {
                formatted.add(mark);
                continue;
            }
            String text = Files.readString(source);
            try {
                String wanted = formatSources.format(text);
                if (wanted.equals(text)) {
                    formatted.add(mark);
                } else if (write) {
                    Files.writeString(source, wanted);
                    formatted.add(mark(root, source));
                    System.out.println("formatted " + root.relativize(source));
                } else {
                    complaints.add(root.relativize(source).toString());
                }
            } catch (FormatterException unreadable) {
                complaints.add(root.relativize(source) + ": " + unreadable.getMessage());
            }
        }
        Files.createDirectories(seenFile.getParent());
        Files.write(seenFile, formatted);
        if (!complaints.isEmpty()) {
            System.err.println("Not formatted (run ./format to format everything):");
            complaints.forEach(complaint -> System.err.println("  " + complaint));
            System.exit(1);
        }
    }

    private String format(String text) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.AOSP);
        return formatter.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }

    private static String mark(Path root, Path source) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(source, BasicFileAttributes.class);
        return root.relativize(source)
                + " "
                + attributes.size()
                + " "
                + attributes.lastModifiedTime();
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")) {
                            sources.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        sources.sort(null);
        return sources;
    }
}
