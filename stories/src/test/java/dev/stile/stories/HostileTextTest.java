package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Spoken;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tracker whose every text was written to steer the terminal of who reads it, to hide in it, or
 * to pass for something that Stile says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Proves({"TU-64", "TU-65"})
final class HostileTextTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;
    private Clone clone;
    private String address;

    @BeforeAll
    void cloneProject(@TempDir Path folder) {
        world.controls().user("admin", Spoken.HOSTILE);
        project = world.hostileProject(Spoken.HOSTILE);
        String first = project.records().getFirst().id();
        world.controls().comment(project.slug(), first, Spoken.HOSTILE);
        workplace = Workplace.connected(folder, world);
        address = "stile::work/" + project.slug();
        clone = workplace.clone(project);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whatIsReadIsShownAndNotObeyed() {
        for (String[] words : questions()) {
            Spoken.safely(workplace.stile(words));
            Spoken.asDocument(workplace.stile(and(words, "--json")));
        }
        for (String id : List.of("1", last())) {
            String[] show = {"show", address, id, "--comments", "--offline"};
            assertThat(Spoken.wholly(workplace.stile(show).succeeds()).out()).contains("    title");
            Spoken.asDocument(workplace.stile(and(show, "--json")).succeeds());
        }
        Ended listed = workplace.stile("list", address, "--limit", "500", "--offline");
        assertThat(listed.out()).contains("\\u{1b}[31mred", "L... (4700 more)\"");
    }

    @Test
    void aTerminalIsToldNoMoreThanAPipe() {
        Spoken.onTerminal(onTerminal("stile", "list", address, "--limit", "500", "--offline"));
        Spoken.onTerminal(onTerminal("stile", "show", address, "1", "--comments", "--offline"));
        Spoken.onTerminal(onTerminal("stile", "projects", "work", "--verbose"));
        Spoken.onTerminal(onTerminal("stile", "doctor"));
    }

    private String[][] questions() {
        return new String[][] {
            {"list", address, "--limit", "500", "--offline"},
            {"projects", "work"},
            {"status", address},
            {"sync", address},
            {"history", address},
            {"push", "log", address},
            {"audit", "list", "--limit", "500"},
            {"connection", "show", "work"},
            {"doctor"},
            {
                "connect",
                world.connector(),
                "work",
                "--set",
                world.setting(),
                "--secret",
                "token=file:" + workplace.folder().resolve("work.token")
            },
        };
    }

    private String last() {
        return project.records().getLast().id();
    }

    @Test
    void gitShowsNothingOfItEither() {
        Path into = workplace.nextFolder();
        String[] words = {"clone", "--progress", "--verbose", address, into.toString()};

        Spoken.onTerminal(onTerminal("git", words));

        assertThat(into.resolve("issues/1.md")).exists();
        Clone second = new Clone(workplace.shell(), into);
        second.write("issues/new.md", "---\ntitle: From here\n---\n");
        second.commit("Add");
        Spoken.safely(second.push("--verbose", "--porcelain").succeeds());
        project.retitle("1", Spoken.LINE);
        Spoken.safely(second.attempt("fetch", "--verbose").succeeds());
        Spoken.safely(clone.attempt("fetch", "--verbose").succeeds());
        clone.pull().succeeds();
    }

    /** What files say that nobody can take. */
    private static List<String> badFiles() {
        String quoted = quoted(Spoken.LINE);
        return List.of(
                "title: " + quoted + "\nstatus: " + quoted,
                "title: x\nassignees: [" + quoted + "]",
                "title: x\nlabels: [" + quoted(Spoken.HOSTILE) + "]",
                "title: x\n" + quoted + ": y",
                "title: x\ntype: [" + quoted + ", {" + quoted + "]",
                "title: x\nfields:\n  nothing: " + quoted,
                "title: x\n\u001b[2JFORGED: [\u202e");
    }

    @Test
    void aPushThatIsRefusedShowsNoneOfWhatItRefuses() {
        int number = 0;
        for (String bad : badFiles()) {
            clone.write("issues/bad-" + ++number + ".md", "---\n" + bad + "\n---\nText\n");
        }
        for (String name :
                List.of(
                        "issues/\u001b[2J\u202eFORGED.md",
                        "issues/a\nerror: FORGED\nFix: FORGED.md",
                        "\u001b]0;FORGED\u0007/x.md")) {
            clone.write(name, "---\ntitle: x\nstatus: none\n---\n");
        }
        clone.commit("Bad");

        Ended refused = Spoken.safely(clone.push().fails());

        assertThat(refused.err()).contains("issues/bad-1.md", "issues/bad-7.md", "\\u{202e}FORGED");
        Spoken.safely(plan("plan").fails());
        Spoken.asDocument(plan("plan", "--json").fails());
        clone.git("reset", "--quiet", "--hard", "origin/main");
    }

    private Ended plan(String... words) {
        return clone.shell()
                .run(clone.folder(), Stream.concat(Stream.of("stile"), Stream.of(words)).toList());
    }

    /** A line of YAML: what it may not hold as it is stands as an escape. */
    private static String quoted(String text) {
        StringBuilder line = new StringBuilder("\"");
        for (char unit : text.toCharArray()) {
            line.append(
                    unit < 0x20 || Character.isSurrogate(unit) || unit == '"' || unit == '\\'
                            ? "\\u%04x".formatted((int) unit)
                            : Character.toString(unit));
        }
        return line.append('"').toString();
    }

    private static String[] and(String[] words, String more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /** Runs a command with a terminal of its own, as {@code script} makes one. */
    private Ended onTerminal(String program, String... words) {
        String line =
                Stream.concat(Stream.of(program), Stream.of(words))
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .reduce((one, next) -> one + " " + next)
                        .orElseThrow();
        return workplace
                .shell()
                .with(Map.of("TERM", "xterm"))
                .run(
                        workplace.folder(),
                        List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
    }
}
