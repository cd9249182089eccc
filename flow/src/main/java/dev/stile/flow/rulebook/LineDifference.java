package dev.stile.flow.rulebook;

import java.util.ArrayList;
import java.util.List;

/** The lines of two documents: what both have in common stays, by the longest common sequence. */
final class LineDifference {
    /** Longer documents are shown as a whole: the table grows with the square. */
    private static final int MOST_LINES = 1000;

    private LineDifference() {}

    static List<String> of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> young = after.lines().toList();
        if (old.size() > MOST_LINES || young.size() > MOST_LINES) {
            List<String> all = new ArrayList<>(old.stream().map(line -> "-" + line).toList());
            young.forEach(line -> all.add("+" + line));
            return all;
        }
        int[][] common = common(old, young);
        List<String> lines = new ArrayList<>();
        int left = 0;
        int right = 0;
        while (left < old.size() || right < young.size()) {
            if (left < old.size()
                    && right < young.size()
                    && old.get(left).equals(young.get(right))) {
                lines.add(" " + old.get(left));
                left++;
                right++;
            } else if (right == young.size()
                    || (left < old.size() && common[left + 1][right] >= common[left][right + 1])) {
                lines.add("-" + old.get(left));
                left++;
            } else {
                lines.add("+" + young.get(right));
                right++;
            }
        }
        return lines;
    }

    /** How many lines the rests from each pair of places have in common. */
    private static int[][] common(List<String> old, List<String> young) {
        int[][] common = new int[old.size() + 1][young.size() + 1];
        for (int left = old.size() - 1; left >= 0; left--) {
            for (int right = young.size() - 1; right >= 0; right--) {
                common[left][right] =
                        old.get(left).equals(young.get(right))
                                ? common[left + 1][right + 1] + 1
                                : Math.max(common[left + 1][right], common[left][right + 1]);
            }
        }
        return common;
    }
}
