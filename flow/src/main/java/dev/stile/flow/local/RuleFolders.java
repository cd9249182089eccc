package dev.stile.flow.local;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The folder of each rule: {@code $STILE_HOME/rules/<slug>}, for its owner alone, no links. */
public final class RuleFolders {
    private final Home home;

    public RuleFolders(Home home) {
        this.home = home;
    }

    /** The folder of a rule; it is made if there is none. */
    public Path of(String slug) {
        Path rules = home.folder().resolve("rules");
        Home.ensureFolder(rules);
        Path folder = rules.resolve(slug);
        if (!rules.equals(folder.getParent())) {
            throw refused(slug);
        }
        Home.ensureFolder(folder);
        return folder;
    }

    /**
     * Where a file of a rule is, below its folder. The folders on the way are made, each checked to
     * be no link.
     *
     * @throws Failure LOCAL_FILE_REFUSED if the name leads elsewhere
     */
    public Path file(String slug, String name) {
        Path folder = of(slug);
        List<Path> segments = segments(name);
        for (Path segment : segments.subList(0, segments.size() - 1)) {
            folder = folder.resolve(segment);
            Home.ensureFolder(folder);
        }
        return folder.resolve(segments.getLast());
    }

    private static List<Path> segments(String name) {
        Path relative = path(name);
        List<Path> segments = StreamSupport.stream(relative.spliterator(), false).toList();
        boolean isPlain =
                !relative.isAbsolute()
                        && !name.isBlank()
                        && segments.stream()
                                .map(Path::toString)
                                .noneMatch(each -> each.startsWith(".") || each.isEmpty());
        if (!isPlain) {
            throw refused(name);
        }
        return segments;
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException none) {
            throw refused(name);
        }
    }

    private static Failure refused(String name) {
        return Failure.of(Code.LOCAL_FILE_REFUSED)
                .headline("a rule may not write to " + name)
                .build();
    }
}
