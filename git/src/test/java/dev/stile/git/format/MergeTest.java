package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldValue;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Two people edit one record; git itself merges what they did. */
class MergeTest {
    /** One edit of every key, of the body, of adding and of taking away. */
    private static final Map<String, List<String>> EDITS = edits();

    @TempDir Path folder;

    private final String base = base();

    @BeforeEach
    void writeTheBase() throws IOException {
        Files.writeString(folder.resolve("base"), base);
    }

    @Test
    @Proves("GS-35")
    void editsOfAnyTwoKeysMergeCleanlyInBothDirections() throws Exception {
        List<String> conflicts = new ArrayList<>();
        for (String mine : EDITS.keySet()) {
            for (String theirs : EDITS.keySet()) {
                if (mine.equals(theirs)) {
                    continue;
                }
                String merged = merge(edited(base, mine), edited(base, theirs));
                if (!merged.equals(edited(edited(base, mine), theirs))) {
                    conflicts.add(mine + " and " + theirs);
                }
            }
        }
        assertThat(conflicts).isEmpty();
    }

    @Test
    @Proves("GS-35")
    void editsOfTheSameKeyAreAConflict() throws Exception {
        assertThat(merge(base.replace("High", "Low"), base.replace("High", "Urgent"))).isEmpty();
    }

    private static String edited(String text, String name) {
        List<String> edit = EDITS.get(name);
        assertThat(text).contains(edit.get(0));
        return text.replace(edit.get(0), edit.get(1));
    }

    private static Map<String, List<String>> edits() {
        Map<String, List<String>> edits = new LinkedHashMap<>();
        edits.put("title", List.of("title: \"Crash: list is empty\"", "title: Other"));
        edits.put("type", List.of("type: Bug", "type: Story"));
        edits.put("status", List.of("status: In Review", "status: Done"));
        edits.put("priority", List.of("priority: High", "priority: null"));
        edits.put(
                "assignees",
                List.of("  - \"Mia K <5b10a>\"\n", "  - \"Mia K <5b10a>\"\n  - ole\n"));
        edits.put("labels", List.of("labels:\n  - ui\n", "labels: []\n"));
        edits.put("parent", List.of("parent: PROJ-2", "parent: PROJ-3"));
        edits.put(
                "links", List.of("  - blocks PROJ-9\n", "  - blocks PROJ-9\n  - blocks PROJ-10\n"));
        edits.put("due", List.of("due: 2026-02-01", "due: 2027-02-01"));
        edits.put("environment", List.of("  environment: staging", "  environment: production"));
        edits.put("severity", List.of("  severity: 2", "  severity: 3"));
        edits.put("steps", List.of("    - one\n", "    - one\n    - two\n"));
        edits.put("story_points", List.of("  story_points: 3", "  story_points: 5"));
        edits.put("body", List.of("Body text.\n", "New first line.\nBody text.\n"));
        edits.put(
                "what the server moves",
                List.of(
                        "comments: 4\nupdated_at: 2026-01-06",
                        "comments: 5\nupdated_at: 2026-01-07"));
        return edits;
    }

    private static String base() {
        byte[] bytes =
                new RecordEmitter(SampleRecords.schema())
                        .emit(
                                SampleRecords.example().toBuilder()
                                        .set(SampleRecords.ENVIRONMENT, text("staging"))
                                        .set(
                                                SampleRecords.STEPS,
                                                new FieldValue.ListValue(List.of(text("one"))))
                                        .build());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static FieldValue text(String text) {
        return new FieldValue.TextValue(text);
    }

    /** What git makes of both; nothing if it finds a conflict. */
    private String merge(String mine, String theirs) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("mine"), mine);
        Files.writeString(folder.resolve("theirs"), theirs);
        Process git =
                new ProcessBuilder("git", "merge-file", "-p", "mine", "base", "theirs")
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("merged").toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(git.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return git.exitValue() == 0 ? Files.readString(folder.resolve("merged")) : "";
    }
}
