package dev.stile.git.attach;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.RecordParser;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.path.PathId;
import dev.stile.git.path.TreePath;
import dev.stile.git.process.Git;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.sync.ProjectFormat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the files of a repository and the records of a project match, by the ids that the files name.
 *
 * @param matched paths of files that are records of the project
 * @param missing paths of records for which no file stands
 * @param extra paths of files in the records' folder that are none
 * @param duplicates ids that several files claim, with their paths
 */
public record FileMatch(
        List<String> matched,
        List<String> missing,
        List<String> extra,
        Map<String, List<String>> duplicates) {
    private static final String USUAL_MODE = "100644";

    public FileMatch {
        matched = List.copyOf(matched);
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
        duplicates = Map.copyOf(duplicates);
    }

    /**
     * Compares what the index of a repository has with what a mirror shows. Of a partial clone only
     * the names of files are looked at: reading one could ask a remote for it.
     */
    public static FileMatch of(
            ExistingRepository repository, MirrorState mirror, ProjectFormat format) {
        Git git = repository.git();
        boolean partial =
                git.find("config", "--get-regexp", "^remote\\..*\\.promisor$").isPresent();
        Map<String, List<String>> byId = new TreeMap<>();
        List<String> extra = new ArrayList<>();
        try (ObjectReader reader = new ObjectReader(git)) {
            RecordParser parser = new RecordParser(format.schema());
            for (IndexEntry entry : entries(git, format.schema().root())) {
                Optional<String> id =
                        partial
                                ? named(entry.path(), format.layout())
                                : claimed(entry, reader, parser);
                id.ifPresentOrElse(
                        claim ->
                                byId.computeIfAbsent(claim, unused -> new ArrayList<>())
                                        .add(entry.path()),
                        () -> extra.add(entry.path()));
            }
        }
        Map<String, List<String>> duplicates = new TreeMap<>(byId);
        duplicates.values().removeIf(paths -> paths.size() < 2);
        List<String> matched = new ArrayList<>();
        byId.forEach(
                (id, paths) -> (record(mirror, id).isPresent() ? matched : extra).addAll(paths));
        List<String> missing = new ArrayList<>();
        mirror.eachShown(
                record -> {
                    if (!byId.containsKey(record.id().text())) {
                        missing.add(record.path());
                    }
                });
        return new FileMatch(matched, missing, extra.stream().sorted().toList(), duplicates);
    }

    private record IndexEntry(String mode, ObjectId blob, String path) {}

    private static List<IndexEntry> entries(Git git, String root) {
        Map<String, IndexEntry> entries = new TreeMap<>();
        String listed =
                new String(
                        git.bytes("ls-files", "-z", "--stage", "--", root + "/"),
                        StandardCharsets.UTF_8);
        for (String line : listed.split("\0")) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                String[] words = line.substring(0, tab).split(" ");
                String path = line.substring(tab + 1);
                // A path in conflict stands there up to three times.
                entries.putIfAbsent(path, new IndexEntry(words[0], ObjectId.parse(words[1]), path));
            }
        }
        return List.copyOf(entries.values());
    }

    private static Optional<String> claimed(
            IndexEntry entry, ObjectReader reader, RecordParser parser) {
        if (!entry.mode().equals(USUAL_MODE) || !entry.path().endsWith(".md")) {
            return Optional.empty();
        }
        return reader.content(entry.blob()).map(parser::parse).flatMap(ParsedFile::id);
    }

    private static Optional<String> named(String path, Layout layout) {
        return layout.classify(path) instanceof TreePath.RecordFile file
                        && file.id() instanceof PathId.Exact(RecordId id)
                ? Optional.of(id.text())
                : Optional.empty();
    }

    private static Optional<ShownRecord> record(MirrorState mirror, String id) {
        try {
            return mirror.shown(new RecordId(id));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /**
     * Makes sure that no two files claim to be the same record.
     *
     * @throws Failure ID_CLAIMED_TWICE naming each such file
     */
    public void requireNoDuplicates() {
        if (duplicates.isEmpty()) {
            return;
        }
        Failure.Builder refused =
                Failure.of(Code.ID_CLAIMED_TWICE)
                        .headline(
                                duplicates.size()
                                        + " ids are claimed by several files: nothing was changed");
        new TreeMap<>(duplicates)
                .forEach(
                        (id, paths) ->
                                paths.forEach(
                                        path ->
                                                refused.problem(
                                                        Problem.at(
                                                                Code.ID_CLAIMED_TWICE,
                                                                path,
                                                                "claims the id "
                                                                        + id
                                                                        + ", as another file does"))));
        throw refused.build();
    }
}
