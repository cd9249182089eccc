package dev.stile.stories.bad;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Commits that hold what no tracker can take; corrected by a commit on top. */
public enum BadCommit implements BadInput {
    FRONT_MATTER_WITHOUT_AN_END("STL-2002", Scene.FILE, "(?m)^---\\n\\nText", "Text"),
    A_KEY_TWICE("STL-2002", Scene.FILE, "(?m)^title: .*$", "title: a\n\ntitle: b"),
    A_QUOTE_LEFT_OPEN("STL-2002", Scene.FILE, "(?m)^title: .*$", "title: \"a"),
    A_TYPO_IN_A_KEY("STL-2004", Scene.FILE, "(?m)^title: ", "titel: "),
    A_FIELD_THAT_IS_NEVER_WRITTEN(
            "STL-2006", Scene.FILE, "(?m)^due: .*$", "due: null\n\nfields:\n  votes: 9"),
    AN_UNKNOWN_VALUE("STL-2006", Scene.FILE, "(?m)^priority: .*$", "priority: enormous"),
    NOBODY("STL-2015", Scene.FILE, "(?m)^assignees: .*$", "assignees:\n  - nobody-here"),
    NO_TITLE("STL-2005", Scene.FILE, "(?m)^title: .*$", "title:"),
    ANOTHER_ID("STL-2007", Scene.FILE, "(?m)^id: .*$", "id: \"3\""),
    A_PARENT_THAT_IS_NOT_THERE("STL-2008", Scene.FILE, "(?m)^parent: .*$", "parent: issues/x.md"),
    A_NEW_FILE_THAT_IS_NO_RECORD("STL-2001", "issues/new.md", "Only text.\n"),
    A_NEW_FILE_WITHOUT_A_TITLE("STL-2005", "issues/new.md", "---\nstatus: Open\n---\n"),
    A_NAME_THAT_IS_NOT_TAKEN("STL-2011", "issues/.draft.md", "# A draft\n"),
    A_FILE_OUTSIDE_THE_LAYOUT("STL-2010", "notes.txt", "Not a record.\n"),
    BYTES_THAT_ARE_NO_TEXT("STL-2003", "issues/new.md", "# New\n\na NUL: \0\n"),
    A_SYMBOLIC_LINK("STL-2003", "issues/link.md", "") {
        @Override
        void spoil(Clone clone) {
            try {
                Files.createSymbolicLink(clone.file(path()), Path.of("1.md"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            clone.git("add", "--", path());
        }
    },
    A_SUBMODULE("STL-2003", "issues/module.md", "") {
        @Override
        void spoil(Clone clone) {
            clone.git(
                    "update-index",
                    "--add",
                    "--cacheinfo",
                    "160000," + clone.ask("rev-parse", "HEAD") + "," + path());
        }
    },
    A_CHANGED_MODE("STL-2003", Scene.FILE, "") {
        @Override
        void spoil(Clone clone) {
            clone.git("update-index", "--chmod=+x", path());
        }
    };

    private final String code;
    private final String path;
    private final String pattern;
    private final String text;

    BadCommit(String code, String path, String pattern, String replacement) {
        this.code = code;
        this.path = path;
        this.pattern = pattern;
        this.text = replacement;
    }

    BadCommit(String code, String path, String text) {
        this(code, path, "", text);
    }

    String path() {
        return path;
    }

    void spoil(Clone clone) {
        if (pattern.isEmpty()) {
            clone.write(path, text);
        } else {
            clone.edit(path, pattern, text);
        }
        clone.git("add", "--", path);
    }

    @Override
    public void happen(Scene scene) {
        spoil(scene.work());
        scene.work().git("add", "--update", "--", Clone.path("2"));
        scene.work().git("commit", "--quiet", "--message", "With a mistake");
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public void isTold(Ended attempt) {
        Told.amongReasons(attempt, code, path);
    }

    @Override
    public Optional<Meeting> command(Scene scene) {
        // Each start costs: the exit code belongs to the code, so one row of each asks for it.
        return isFirstOfItsCode()
                ? Optional.of(new Meeting(scene.stile("plan"), 3))
                : Optional.empty();
    }

    private boolean isFirstOfItsCode() {
        return Stream.of(values()).filter(row -> row.code.equals(code)).findFirst().orElseThrow()
                == this;
    }

    @Override
    public void mend(Scene scene, Ended attempt) {
        scene.putBack(path);
        scene.work().push().succeeds();
    }
}
