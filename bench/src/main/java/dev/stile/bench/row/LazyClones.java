package dev.stile.bench.row;

import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.Stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clones without files, of the project and of a plain repository that holds the same. */
final class LazyClones {
    private final Stage stage;
    private final Path bare;

    private LazyClones(Stage stage, Path bare) {
        this.stage = stage;
        this.bare = bare;
    }

    /** Makes the connection, and the plain repository. */
    static LazyClones of(Stage stage) {
        stage.connectAfresh();
        ProjectContent content = ProjectContent.of(stage, stage.cloned("all"), "HEAD");
        Path bare = stage.empty("plain.git");
        content.init(bare);
        content.publish(bare);
        return new LazyClones(stage, bare);
    }

    /** A new clone of the project. */
    Path project(String... options) {
        return clone(Stage.ADDRESS, "lazy", options);
    }

    /** A new clone of the plain repository. */
    Path plain(String... options) {
        return clone(ProjectContent.address(bare), "plain", options);
    }

    private Path clone(String address, String name, String... options) {
        Path clone = stage.empty(name);
        List<String> words = new ArrayList<>(List.of("git", "clone", "-q", "--filter=blob:none"));
        words.addAll(List.of(options));
        words.addAll(List.of(address, clone.toString()));
        stage.commands().timed(stage.folder(), Map.of(), words);
        return clone;
    }
}
