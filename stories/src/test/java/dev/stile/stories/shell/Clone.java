package dev.stile.stories.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One working copy, and the person in front of it. */
public record Clone(Shell shell, Path folder) {
    public Clone with(Map<String, String> more) {
        return new Clone(shell.with(more), folder);
    }

    /** Runs git, whatever comes of it. */
    public Ended attempt(String... words) {
        return shell.run(folder, Stream.concat(Stream.of("git"), Stream.of(words)).toList());
    }

    /** Runs git, which must succeed. */
    public Ended git(String... words) {
        return attempt(words).succeeds();
    }

    /** What git answers, without the last line end. */
    public String ask(String... words) {
        return git(words).out().stripTrailing();
    }

    public Ended type(String line) {
        return shell.type(folder, line);
    }

    public Ended push(String... options) {
        return attempt(Stream.concat(Stream.of("push"), Stream.of(options)).toArray(String[]::new));
    }

    /** Pulls; edits on both sides are merged. */
    public Ended pull() {
        return attempt("pull", "--no-rebase", "--no-edit");
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(file(name));
    }

    public String read(String name) {
        return Folders.read(file(name));
    }

    public void write(String name, String text) {
        Folders.write(file(name), text);
    }

    /** Changes what matches; something must. */
    public void edit(String name, String pattern, String replacement) {
        String before = read(name);
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).as("%s in %s", pattern, name).isNotEqualTo(before);
        write(name, after);
    }

    public void retitle(String id, String title) {
        edit(path(id), "(?m)^title: .*$", "title: " + title);
    }

    /** The title that the file of a record shows, without quotes. */
    public String title(String id) {
        return read(path(id))
                .lines()
                .filter(line -> line.startsWith("title: "))
                .map(line -> line.substring("title: ".length()).replaceAll("^\"|\"$", ""))
                .findFirst()
                .orElseThrow();
    }

    public static String path(String id) {
        return "issues/" + id + ".md";
    }

    /** Commits everything that changed. */
    public void commit(String message) {
        git("add", "--all", "--sparse");
        git("commit", "--quiet", "--message", message);
    }

    /** The names of the records' files, sorted. */
    public List<String> files() {
        return ask("ls-tree", "--name-only", "HEAD", "issues/").lines().toList();
    }

    /** Nothing is left to be committed, and nothing lies about. */
    public void isClean() {
        assertThat(ask("status", "--porcelain")).isEmpty();
    }
}
