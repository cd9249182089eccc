package dev.stile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What classes do not show: names, documents of packages, and the length of files. */
final class TheSourcesTest {
    /** Files above the connectors that may name a vendor, each with its reason. */
    private static final Map<String, String> MAY_NAME_VENDORS =
            Map.of(
                    "cli/src/main/java/dev/stile/cli/demo/HostWorkshop.java",
                    "the demonstration plays the people of one simulated host, whose room has its"
                            + " name");

    /**
     * Files of more than 400 lines that were looked at and hold one thing, each with its reason.
     */
    private static final Map<String, String> LONG_AND_WHOLE =
            Map.of(
                    "cli/src/main/java/dev/stile/cli/flow/FlowHouse.java",
                    "the one composition of the event side: a few lines a part, and no decision",
                    "core/src/main/java/dev/stile/core/store/FlowTables.java",
                    "all tables of the event side in one place, as a reader looks for them",
                    "git/src/test/java/dev/stile/git/diff/RecordDifferTest.java",
                    "tables of edits, new files and refusals, all against one sample");

    private static final int LONG = 400;

    /**
     * The files and folders where any exception may be caught and not thrown on, each with what it
     * becomes there.
     */
    private static final Map<String, String> BOUNDARIES =
            Map.ofEntries(
                    Map.entry(
                            "api/src/main/java/dev/stile/api/hosting/GitHost.java",
                            "a host that cannot start, end or be asked how it is says so as a result"),
                    Map.entry(
                            "cli/src/main/java/dev/stile/cli/daemon/Loop.java",
                            "a turn of work that fails is told, and stops no other kind of work"),
                    Map.entry(
                            "cli/src/main/java/dev/stile/cli/daemon/Pulls.java",
                            "a look at the pull requests of one connection that fails is told, and delays no other"),
                    Map.entry(
                            "cli/src/main/java/dev/stile/cli/desk/Runner.java",
                            "whatever stops a command is told in one form, and what nobody meant leaves a report"),
                    Map.entry(
                            "core/src/main/java/dev/stile/core/store/GroupCommit.java",
                            "what stops a commit of many is told by the one whose it is, once each works alone"),
                    Map.entry(
                            "flow/src/main/java/dev/stile/flow/delivery/DeliveryWorker.java",
                            "a bug in one delivery is the failure of that delivery and of no other"),
                    Map.entry(
                            "flow/src/main/java/dev/stile/flow/outbox/Dispatcher.java",
                            "what goes wrong for one connection is told, and holds no other up"),
                    Map.entry(
                            "flow/src/main/java/dev/stile/flow/routing/Router.java",
                            "a rule that breaks while it is asked is one failed delivery"),
                    Map.entry(
                            "git/src/main/java/dev/stile/git/helper/",
                            "git is told of it in the form of its protocol, a person on stderr"),
                    Map.entry(
                            "simulator/src/main/java/dev/stile/simulator/wire/Connection.java",
                            "a bug behind the wire becomes an answer of status 500"),
                    Map.entry(
                            "testkit/src/main/java/dev/stile/testkit/fuzz/Fuzzing.java",
                            "whatever a parser throws that it may not throw fails the test with the input"));

    /** Programs that reach the network for whoever starts them, and shells that start any other. */
    private static final Pattern OTHER_WAYS =
            Pattern.compile(
                    "\"([/a-z]*/)?(curl|wget|ssh|scp|sftp|rsync|ftp|nc|ncat|socat|telnet|openssl"
                            + "|sh|bash|dash|zsh|ksh|cmd|cmd\\.exe|powershell)( [^\"]*)?\"");

    /** Files that say such a word and start nothing, each with its reason. */
    private static final Map<String, String> ONLY_WORDS =
            Map.of(
                    "api/src/main/java/dev/stile/api/hosting/RepoTexts.java",
                    "the scheme of an address that people may type",
                    "flow/src/main/java/dev/stile/flow/skeleton/Skeleton.java",
                    "the shell is a language that a connector may be written in",
                    "flow/src/main/java/dev/stile/flow/subscriber/ManifestReader.java",
                    "the key of a manifest's command");

    /** Files that start a shell all the same, each with its reason. */
    private static final Map<String, String> SHELLS =
            Map.of(
                    "hosting/src/main/java/dev/stile/hosting/proof/Fetching.java",
                    "gives git a third pipe for the credential; its line is constant, and nobody's word is in it");

    private static final Pattern LEFT_FOR_LATER =
            Pattern.compile("(//|\\*)\\s*(TODO|FIXME|XXX)\\b");

    private static final Pattern PACKAGE_DOCUMENT =
            Pattern.compile(
                    "(?s)/\\*\\*.+\\*/\\s*@(org\\.jspecify\\.annotations\\.)?NullMarked\\b.*");

    @Test
    void noVendorIsNamedAboveTheConnectors() throws IOException {
        assertThat(VendorNames.namedIn(SourceTree.ofProject(), MAY_NAME_VENDORS.keySet()))
                .isEmpty();
    }

    @Test
    void aVendorInANameOrATextIsFoundAndOneInACommentIsNot(@TempDir Path root) throws IOException {
        write(
                root,
                "core/src/main/java/dev/stile/core/Broken.java",
                """
                package dev.stile.core;

                /** As GitLab does it. */
                final class Broken {
                    // Jira, too
                    String text = "from Gitea";
                    int gitHubCount;
                    int linearCount;
                    int linearly;
                    boolean linearHistory;
                }
                """);

        assertThat(VendorNames.namedIn(new SourceTree(root), Set.of()))
                .containsExactlyInAnyOrder(
                        "core/src/main/java/dev/stile/core/Broken.java:6 gitea",
                        "core/src/main/java/dev/stile/core/Broken.java:7 github",
                        "core/src/main/java/dev/stile/core/Broken.java:8 linear");
    }

    @Test
    @Proves({"TU-1", "TU-67"})
    void noProgramOfTheNetworkAndNoShellIsStarted() throws IOException {
        assertThat(otherWays(SourceTree.ofProject())).isEmpty();
    }

    @Test
    void aShellAndAProgramOfTheNetworkAreFound(@TempDir Path root) throws IOException {
        write(
                root,
                "git/src/main/java/dev/stile/git/Shell.java",
                "start(\"/bin/sh\", \"-c\", line);");
        write(root, "core/src/main/java/dev/stile/core/Load.java", "start(\"curl\", address);");
        write(root, "core/src/main/java/dev/stile/core/Line.java", "run(\"ssh user@host\");");
        write(root, "core/src/main/java/dev/stile/core/Good.java", "start(\"git\", \"gc\");");

        assertThat(otherWays(new SourceTree(root)))
                .containsExactlyInAnyOrder(
                        "core/src/main/java/dev/stile/core/Line.java",
                        "core/src/main/java/dev/stile/core/Load.java",
                        "git/src/main/java/dev/stile/git/Shell.java");
    }

    /** The benchmarks compare with such a program, and tests may start what they like. */
    private static List<String> otherWays(SourceTree tree) throws IOException {
        return matching(tree, OTHER_WAYS).stream()
                .filter(file -> !file.startsWith("bench/"))
                .filter(file -> !ONLY_WORDS.containsKey(file) && !SHELLS.containsKey(file))
                .toList();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
        assertThat(packagesWithoutDocument(SourceTree.ofProject())).isEmpty();
    }

    @Test
    void aPackageWithoutDocumentOrMarkIsFound(@TempDir Path root) throws IOException {
        write(
                root,
                "core/src/main/java/dev/stile/core/bare/One.java",
                "package dev.stile.core.bare;");
        write(
                root,
                "core/src/main/java/dev/stile/core/unmarked/package-info.java",
                "/** Says what it is. */\npackage dev.stile.core.unmarked;");
        write(
                root,
                "core/src/main/java/dev/stile/core/good/package-info.java",
                "/** Says what it is. */\n@NullMarked\npackage dev.stile.core.good;");

        assertThat(packagesWithoutDocument(new SourceTree(root)))
                .containsExactly(
                        "core/src/main/java/dev/stile/core/bare",
                        "core/src/main/java/dev/stile/core/unmarked");
    }

    @Test
    void everyLongFileIsListedWithItsReason() throws IOException {
        assertThat(longFiles(SourceTree.ofProject()))
                .containsExactlyInAnyOrderElementsOf(LONG_AND_WHOLE.keySet());
    }

    @Test
    void aLongFileIsFound(@TempDir Path root) throws IOException {
        write(root, "git/src/main/java/dev/stile/git/Long.java", "\n".repeat(LONG + 1));
        write(root, "git/src/main/java/dev/stile/git/Short.java", "\n".repeat(LONG));

        assertThat(longFiles(new SourceTree(root)))
                .containsExactly("git/src/main/java/dev/stile/git/Long.java");
    }

    @Test
    void everythingIsSwallowedOnlyAtANamedBoundary() throws IOException {
        assertThat(swallowing(SourceTree.ofProject()))
                .filteredOn(file -> BOUNDARIES.keySet().stream().noneMatch(file::startsWith))
                .isEmpty();
    }

    @Test
    void aCatchOfEverythingIsFoundAndOneThatThrowsOnOrNamesWhatItTakesIsNot(@TempDir Path root)
            throws IOException {
        write(root, "core/src/main/java/One.java", catching("final Exception e", ""));
        write(
                root,
                "core/src/main/java/Two.java",
                catching("IOException | RuntimeException e", ""));
        write(root, "core/src/main/java/Three.java", catching("IOException e", ""));
        write(root, "core/src/main/java/Four.java", catching("Throwable e", "close(); throw e;"));

        assertThat(swallowing(new SourceTree(root)))
                .containsExactlyInAnyOrder(
                        "core/src/main/java/One.java", "core/src/main/java/Two.java");
    }

    private static String catching(String what, String then) {
        return "class A { void run() { try { work(); } catch (%s) { %s } } }".formatted(what, then);
    }

    @Test
    void nothingIsLeftForLaterInTheSources() throws IOException {
        assertThat(matching(SourceTree.ofProject(), LEFT_FOR_LATER)).isEmpty();
    }

    @Test
    void aNoteThatLeavesWorkForLaterIsFoundAndAnEnumIsNot(@TempDir Path root) throws IOException {
        write(root, "core/src/main/java/One.java", "int a; // TODO finish");
        write(root, "core/src/main/java/Two.java", "enum Category { TODO, DONE }");

        assertThat(matching(new SourceTree(root), LEFT_FOR_LATER))
                .containsExactly("core/src/main/java/One.java");
    }

    private static List<String> swallowing(SourceTree tree) throws IOException {
        return SwallowedErrors.in(tree.mainSources("")).stream().map(tree::relative).toList();
    }

    private static List<String> matching(SourceTree tree, Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : tree.mainSources("")) {
            if (pattern.matcher(Files.readString(source)).find()) {
                found.add(tree.relative(source));
            }
        }
        return found;
    }

    private static Set<String> packagesWithoutDocument(SourceTree tree) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path source : tree.mainSources("")) {
            Path document = source.resolveSibling("package-info.java");
            if (!Files.exists(document)
                    || !PACKAGE_DOCUMENT.matcher(Files.readString(document)).matches()) {
                missing.add(tree.relative(source.getParent()));
            }
        }
        return missing;
    }

    private static List<String> longFiles(SourceTree tree) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : tree.sources("")) {
            if (Files.readAllLines(source).size() > LONG) {
                found.add(tree.relative(source));
            }
        }
        return found;
    }

    private static void write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
