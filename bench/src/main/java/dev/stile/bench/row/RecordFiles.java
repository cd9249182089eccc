package dev.stile.bench.row;

import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Edits in a clone, as a person makes them. */
final class RecordFiles {
    private static final String TITLE = "title: ";

    private RecordFiles() {}

    /** The paths of so many records. */
    static List<String> paths(Commands commands, Path clone, int count) {
        List<String> paths =
                commands.lines(clone, "git", "ls-tree", "-r", "--name-only", "HEAD").stream()
                        .filter(path -> path.matches(".*/\\d+\\.md"))
                        .limit(count)
                        .toList();
        if (paths.size() < count) {
            throw new CommandFailed("the clone holds fewer than " + count + " records");
        }
        return paths;
    }

    /** Shows these files in a sparse clone. */
    static void widen(Commands commands, Path clone, List<String> paths) {
        commands.timed(clone, Map.of(), widening(paths));
    }

    /** The words that show these files in a sparse clone. */
    static List<String> widening(List<String> paths) {
        List<String> words = new ArrayList<>(List.of("git", "sparse-checkout", "set", "--no-cone"));
        paths.forEach(path -> words.add("/" + path));
        return words;
    }

    /** Adds a word to the title of each, and commits. */
    static void edit(Commands commands, Path clone, List<String> paths, String word) {
        for (String path : paths) {
            Path file = clone.resolve(path);
            try {
                String text = Files.readString(file);
                int title = text.indexOf(TITLE);
                int end = text.indexOf('\n', title);
                if (title < 0 || end < 0) {
                    throw new CommandFailed(path + " has no title");
                }
                Folders.write(file, text.substring(0, end) + " " + word + text.substring(end));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        commands.timed(clone, "git", "commit", "-q", "-a", "-m", "Edit " + word);
    }

    /** Adds so many new records, and commits. */
    static void create(Commands commands, Path clone, int count, String word) {
        String folder = paths(commands, clone, 1).getFirst();
        for (int i = 0; i < count; i++) {
            Path file = clone.resolve(folder).resolveSibling("new-" + word + "-" + i + ".md");
            Folders.write(file, "---\ntitle: New " + word + " " + i + "\n---\n\nText.\n");
        }
        commands.timed(clone, "git", "add", "-A");
        commands.timed(clone, "git", "commit", "-q", "-m", "Create " + word);
    }
}
