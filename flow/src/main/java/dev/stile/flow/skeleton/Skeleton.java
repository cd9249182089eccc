package dev.stile.flow.skeleton;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A connector to begin with. Any thread may use it. */
public enum Skeleton {
    PYTHON("connector.py");

    private static final List<String> AROUND =
            List.of("template.yaml", "manifest.toml", "README.md");

    private final String program;

    Skeleton(String program) {
        this.program = program;
    }

    /** As the command line spells it. */
    public String language() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that language. */
    public static Optional<Skeleton> of(String language) {
        return Arrays.stream(values()).filter(each -> each.language().equals(language)).findFirst();
    }

    /** Names of its files. */
    public List<String> files() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(program), AROUND.stream())
                .toList();
    }

    /**
     * Writes its files; makes the folder.
     *
     * @throws FileAlreadyExistsException if one of them is there already: nothing is written then
     */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : files()) {
            if (Files.exists(folder.resolve(file))) {
                throw new FileAlreadyExistsException(folder.resolve(file).toString());
            }
        }
        for (String file : files()) {
            try (InputStream content =
                    Skeleton.class.getResourceAsStream(language() + "/" + file)) {
                if (content == null) {
                    throw new IllegalStateException("the skeleton lacks " + file);
                }
                Files.copy(content, folder.resolve(file));
            }
        }
    }
}
