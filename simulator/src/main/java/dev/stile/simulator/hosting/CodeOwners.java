package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The owners of what a pull request changes, by the base's CODEOWNERS file. */
final class CodeOwners {
    private final PullRequest pull;

    CodeOwners(PullRequest pull) {
        this.pull = pull;
    }

    /** Whether each changed path that has owners has one of them among these logins. */
    boolean approvedBy(List<String> logins) {
        var bare = pull.repository().bare();
        Optional<String> text =
                List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS").stream()
                        .flatMap(path -> bare.file(pull.baseSha(), path).stream())
                        .findFirst();
        Optional<String> start = bare.mergeBase(pull.baseSha(), pull.headSha());
        if (text.isEmpty() || start.isEmpty()) {
            return true;
        }
        List<String> mentions =
                logins.stream().map(login -> "@" + login.toLowerCase(Locale.ROOT)).toList();
        return bare.changedPaths(start.get(), pull.headSha()).stream()
                .map(path -> owners(text.get(), path))
                .allMatch(
                        owners -> owners.isEmpty() || owners.stream().anyMatch(mentions::contains));
    }

    // The last line that matches wins.
    private static List<String> owners(String text, String path) {
        List<String> found = List.of();
        for (String line : text.split("\n")) {
            List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
            String pattern = words.removeFirst();
            if (!pattern.isEmpty() && !pattern.startsWith("#") && covers(pattern, path)) {
                found = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
            }
        }
        return found;
    }

    private static boolean covers(String pattern, String path) {
        boolean anchored = pattern.startsWith("/") || pattern.indexOf('/') < pattern.length() - 1;
        String plain = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        if (plain.endsWith("/")) {
            return Patterns.matches(plain + "**", path)
                    || (!anchored && Patterns.matches("**/" + plain + "**", path));
        }
        if (pattern.indexOf('/') < 0) {
            String last = path.substring(path.lastIndexOf('/') + 1);
            return Patterns.matches(plain, last) || Patterns.matches("**/" + plain + "/**", path);
        }
        return Patterns.matches(plain, path) || Patterns.matches(plain + "/**", path);
    }
}
