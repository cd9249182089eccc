package dev.stile.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds names of vendors where only the shared language of connectors may be spoken. */
final class VendorNames {
    /** Names that are no other word: found anywhere in a name or a text. */
    private static final List<String> UNMISTAKABLE =
            List.of(
                    "redmine",
                    "github",
                    "gitlab",
                    "gitea",
                    "forgejo",
                    "codeberg",
                    "bitbucket",
                    "sourcehut",
                    "jira",
                    "confluence",
                    "atlassian",
                    "bugzilla",
                    "youtrack",
                    "mediawiki",
                    "zendesk",
                    "trello",
                    "mattermost",
                    "zulip");

    /** Names that are also words, or parts of words: found only as a whole word. */
    private static final Set<String> ORDINARY =
            Set.of(
                    "linear",
                    "notion",
                    "slack",
                    "discord",
                    "asana",
                    "trac",
                    "phabricator",
                    "srht",
                    "gerrit",
                    "wekan");

    /**
     * Rooms that may name vendors: the connectors themselves, and what answers in their dialects.
     */
    private static final List<Room> ROOMS_THAT_KNOW =
            List.of(Room.CONNECTORS, Room.SIMULATOR, Room.BENCH);

    private VendorNames() {}

    /** What is found, as {@code file:line word}, outside the files given as exceptions. */
    static List<String> namedIn(SourceTree tree, Set<String> exceptions) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Room room : Room.values()) {
            if (!ROOMS_THAT_KNOW.contains(room)) {
                sources.addAll(tree.mainSources(room.folder()));
            }
        }
        sources.removeIf(source -> exceptions.contains(tree.relative(source)));
        return Words.in(sources).stream()
                .flatMap(
                        word ->
                                vendorIn(word.text()).stream()
                                        .map(
                                                vendor ->
                                                        tree.relative(word.source())
                                                                + ":"
                                                                + word.line()
                                                                + " "
                                                                + vendor))
                .distinct()
                .toList();
    }

    /** A linear history is one without merges, whoever keeps it. */
    private static String withoutTerms(String text) {
        return text.replaceAll("(?i)linear[_ -]?history", "history");
    }

    static Optional<String> vendorIn(String text) {
        String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        Optional<String> unmistakable = UNMISTAKABLE.stream().filter(letters::contains).findFirst();
        return unmistakable.or(
                () ->
                        Arrays.stream(withoutTerms(text).split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])"))
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .filter(ORDINARY::contains)
                                .findFirst());
    }
}
