package dev.stile.flow.skeleton;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A connector to begin with. Any thread may use it. */
public enum Skeleton {
    PYTHON("Python 3", "python3", "connector.py", "read_events"),
    NODE("Node.js", "node", "connector.js", "readEvents"),
    SHELL("a POSIX shell", "sh", "connector.sh", "tell_all");

    private static final List<String> AROUND =
            List.of("template.yaml", "manifest.toml", "README.md");

    private final String title;
    private final String interpreter;
    private final String program;
    private final String events;

    Skeleton(String title, String interpreter, String program, String events) {
        this.title = title;
        this.interpreter = interpreter;
        this.program = program;
        this.events = events;
    }

    /** As the command line spells it. */
    public String language() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that language. */
    public static Optional<Skeleton> of(String language) {
        return Arrays.stream(values()).filter(each -> each.language().equals(language)).findFirst();
    }

    /** What a template has as its command; the second word is a file of the skeleton. */
    public List<String> command() {
        return List.of(interpreter, program);
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
            Files.writeString(folder.resolve(file), content(file));
        }
    }

    private String content(String file) throws IOException {
        String place = file.equals(program) ? language() : "around";
        try (InputStream content = Skeleton.class.getResourceAsStream(place + "/" + file)) {
            if (content == null) {
                throw new IllegalStateException("the skeleton lacks " + file);
            }
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return file.equals(program)
                    ? text
                    : text.replace("{interpreter}", interpreter)
                            .replace("{program}", program)
                            .replace("{language}", title)
                            .replace("{events}", events);
        }
    }
}
