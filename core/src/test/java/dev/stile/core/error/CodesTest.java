package dev.stile.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;
import dev.stile.testkit.files.SettledFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The registry of codes against the sources of all modules (GS-121). */
final class CodesTest {
    /** What a recovery line may begin with. */
    private static final Set<String> OTHER_PROGRAMS = Set.of("chmod", "df", "mv", "unset");

    private static final Set<String> GIT_COMMANDS =
            Set.of(
                    "clone",
                    "fetch",
                    "pull",
                    "push",
                    "status",
                    "diff",
                    "rebase",
                    "remote",
                    "sparse-checkout",
                    "--version");

    /** The commands of stile, as the specification of its surfaces names them. */
    private static final Set<String> STILE_COMMANDS =
            Set.of(
                    "--help",
                    "--version",
                    "act",
                    "at",
                    "attach",
                    "audit export",
                    "audit list",
                    "audit verify",
                    "audit why",
                    "backup",
                    "conform",
                    "connect",
                    "connection delete",
                    "connection disable",
                    "connection enable",
                    "connection list",
                    "connection origins",
                    "connection position",
                    "connection probe",
                    "connection restart",
                    "connection show",
                    "connector add",
                    "connector check",
                    "connector list",
                    "connector remove",
                    "connector show",
                    "delivery dead",
                    "delivery drop",
                    "delivery list",
                    "delivery replay",
                    "delivery retry",
                    "delivery show",
                    "demo",
                    "doctor",
                    "event backfill",
                    "event list",
                    "explain",
                    "history",
                    "hydrate",
                    "list",
                    "outbox approve",
                    "outbox cancel",
                    "outbox list",
                    "outbox propose",
                    "outbox resolve",
                    "outbox retry",
                    "outbox show",
                    "plan",
                    "policy explain",
                    "policy grant",
                    "policy revoke",
                    "skill list",
                    "subscriber list",
                    "trust add",
                    "trust list",
                    "trust revoke",
                    "policy show",
                    "pr checks",
                    "pr close",
                    "pr comment",
                    "pr comments",
                    "pr create",
                    "pr decide",
                    "pr default-branch",
                    "pr dismiss",
                    "pr events",
                    "pr list",
                    "pr merge",
                    "pr protection",
                    "pr remote",
                    "pr request-review",
                    "pr resolve",
                    "pr retry",
                    "pr reviews",
                    "pr status",
                    "pr unwatch",
                    "pr update",
                    "pr update-branch",
                    "pr verify",
                    "pr watch",
                    "pr watches",
                    "metrics",
                    "projects",
                    "push log",
                    "push resolve",
                    "restore",
                    "rule add",
                    "rule apply",
                    "rule delete",
                    "rule explain",
                    "rule list",
                    "rule pause",
                    "rule resume",
                    "rule show",
                    "rule test",
                    "secret list",
                    "service status",
                    "show",
                    "sim",
                    "skeleton",
                    "status",
                    "sync",
                    "webhook add",
                    "webhook url");

    private static final Pattern NAMED = Pattern.compile("\\bCode\\.([A-Z][A-Z_]+)\\b");
    private static final Pattern OWN_SLUG =
            Pattern.compile(
                    "(?:super|new \\w+Exception)\\(\\s*\"([a-z_]+)\"|^\\s+[A-Z_]+\\(\"([a-z_]+)\"\\)[,;]",
                    Pattern.MULTILINE);

    @Test
    @Proves("GS-121")
    void everyCodeIsExplainedInFull() {
        for (Code code : Code.values()) {
            Explanation explanation = Explanation.of(code);
            assertThat(
                            List.of(
                                    explanation.headline(),
                                    explanation.cause(),
                                    explanation.fix(),
                                    explanation.example()))
                    .as(code.number())
                    .noneMatch(String::isBlank);
            assertThat(explanation.fix())
                    .as("the fix of %s is one sentence", code.number())
                    .endsWith(".");
            assertThat(explanation.recovery()).as("recovery of %s", code.number()).isNotEmpty();
        }
    }

    @Test
    @Proves({"GS-121", "GS-126"})
    void numbersAndSlugsAreUnique() {
        Map<String, Code> seen = new HashMap<>();
        for (Code code : Code.values()) {
            assertThat(seen.put(code.number(), code)).as(code.number()).isNull();
            assertThat(code.number()).matches("STL-\\d{4}");
        }
    }

    @Test
    @Proves("GS-121")
    void everyCodeIsRaisedSomewhereOrSaysWhyNot() throws IOException {
        Set<Code> raised = raisedInSources();

        for (Code code : Code.values()) {
            assertThat(raised.contains(code) || Explanation.of(code).reserved().isPresent())
                    .as(
                            "%s %s is raised by no source and not marked reserved",
                            code.number(), code.slug())
                    .isTrue();
        }
    }

    @Test
    @Proves("GS-121")
    void everySlugThatASourceRaisesIsRegistered() throws IOException {
        for (Path source : sources()) {
            String text = Files.readString(source);
            if (text.contains("extends StileException")
                    || text.contains("extends ConnectorException")) {
                OWN_SLUG.matcher(text)
                        .results()
                        .map(CodesTest::slug)
                        .forEach(
                                slug ->
                                        assertThat(Code.find(slug))
                                                .as("%s in %s", slug, source)
                                                .isPresent());
            }
        }
    }

    @Test
    @Proves("GS-121")
    void everyRecoveryLineParsesAsACommand() {
        for (Code code : Code.values()) {
            for (RecoveryLine line : Explanation.of(code).recovery()) {
                assertThat(isCommand(line.template()))
                        .as("%s: %s", code.number(), line.template())
                        .isTrue();
            }
        }
    }

    /** Typed as it stands, such a line would have the record made a second time. */
    @Test
    void noRecoveryLineSaysThatSomethingDidNotHappen() {
        for (Code code : Code.values()) {
            assertThat(Explanation.of(code).recovery())
                    .as(code.number())
                    .noneMatch(line -> line.template().contains("--not-created"));
        }
    }

    @Test
    void aLineThatIsNoCommandIsFound() {
        assertThat(isCommand("stile fix everything")).isFalse();
        assertThat(isCommand("rm -rf /")).isFalse();
        assertThat(isCommand("git frobnicate")).isFalse();
        assertThat(isCommand("stile connection origins {connection} --add {origin}")).isTrue();
    }

    private static boolean isCommand(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("{command}")) {
            return true;
        }
        String two =
                words.length > 2 ? words[1] + " " + words[2] : words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "stile" ->
                    words[1].startsWith("{")
                            || STILE_COMMANDS.contains(two)
                            || STILE_COMMANDS.contains(words[1]);
            case "git" -> GIT_COMMANDS.contains(words[1]);
            default -> OTHER_PROGRAMS.contains(words[0]);
        };
    }

    private static Set<Code> raisedInSources() throws IOException {
        Map<String, Code> bySlug =
                Arrays.stream(Code.values()).collect(Collectors.toMap(Code::slug, code -> code));
        Set<Code> raised = EnumSet.noneOf(Code.class);
        for (Path source : sources()) {
            String text = Files.readString(source);
            NAMED.matcher(text)
                    .results()
                    .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                    .forEach(
                            slug -> {
                                if (bySlug.containsKey(slug)
                                        && !source.toString().contains("core/error/Explan")) {
                                    raised.add(bySlug.get(slug));
                                }
                            });
            OWN_SLUG.matcher(text)
                    .results()
                    .map(CodesTest::slug)
                    .filter(bySlug::containsKey)
                    .forEach(slug -> raised.add(bySlug.get(slug)));
        }
        return raised;
    }

    private static String slug(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** The sources of every module: Maven starts tests in the folder of their module. */
    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        // Other modules may be built meanwhile, and what they write and delete is in there too.
        return SettledFiles.below(root).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> root.relativize(file).toString().contains("src/main/java"))
                .filter(file -> !root.relativize(file).toString().contains("target/"))
                .toList();
    }
}
