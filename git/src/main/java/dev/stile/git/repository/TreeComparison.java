package dev.stile.git.repository;

import dev.stile.git.process.Git;
import dev.stile.git.process.ObjectId;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks git what two trees differ in. Any thread may use it. */
record TreeComparison(Git git) {
    /** So many new files are compared with so many that are gone. */
    private static final int MOST_COMPARED = 400;

    /** Every path in which two commits or trees differ, renames not guessed. */
    List<TreeChange> differences(ObjectId from, ObjectId to) {
        byte[] raw =
                git.bytes(
                        "diff-tree",
                        "-r",
                        "-z",
                        "--raw",
                        "--no-renames",
                        "--no-abbrev",
                        from.toString(),
                        to.toString());
        List<TreeChange> changes = new ArrayList<>();
        int at = 0;
        while (at < raw.length) {
            int headerEnd = zeroAfter(raw, at);
            String[] header =
                    new String(raw, at + 1, headerEnd - at - 1, StandardCharsets.US_ASCII)
                            .split(" ");
            int pathEnd = zeroAfter(raw, headerEnd + 1);
            String path =
                    new String(raw, headerEnd + 1, pathEnd - headerEnd - 1, StandardCharsets.UTF_8);
            boolean text =
                    Arrays.equals(
                            path.getBytes(StandardCharsets.UTF_8),
                            Arrays.copyOfRange(raw, headerEnd + 1, pathEnd));
            changes.add(
                    new TreeChange(
                            path,
                            text,
                            header[0],
                            header[1],
                            ObjectId.parse(header[2]),
                            ObjectId.parse(header[3])));
            at = pathEnd + 1;
        }
        return changes;
    }

    private static int zeroAfter(byte[] raw, int from) {
        int at = from;
        while (raw[at] != 0) {
            at++;
        }
        return at;
    }

    /** What {@link MirrorRepository#renames} says. */
    Map<String, String> renames(ObjectId from, ObjectId to) {
        return origins(from, to, "--find-renames");
    }

    /** What {@link MirrorRepository#copies} says. */
    Map<String, String> copies(ObjectId from, ObjectId to) {
        return origins(from, to, "--find-copies", "--find-copies-harder");
    }

    private Map<String, String> origins(ObjectId from, ObjectId to, String... found) {
        List<String> arguments = new ArrayList<>(List.of("diff-tree", "-r", "-z", "--name-status"));
        arguments.addAll(List.of(found));
        arguments.addAll(
                List.of("-l" + MOST_COMPARED, "--diff-filter=RC", from.toString(), to.toString()));
        byte[] named = git.bytes(arguments.toArray(String[]::new));
        // A letter, the path before, the path now.
        String[] words = new String(named, StandardCharsets.UTF_8).split("\0");
        Map<String, String> origins = new HashMap<>();
        for (int at = 0; at + 2 < words.length; at += 3) {
            origins.put(words[at + 2], words[at + 1]);
        }
        return origins;
    }
}
