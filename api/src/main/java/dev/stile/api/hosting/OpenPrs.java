package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Open pull requests.
 *
 * @param complete whether all could be read; nothing follows from what is missing
 */
public record OpenPrs(List<OpenPr> items, boolean complete) {
    public OpenPrs {
        items = List.copyOf(items);
    }

    /**
     * One of them, as a listing tells it: nothing of checks, reviews or merging.
     *
     * @param headRepo where the head is; empty if the fork is gone
     */
    public record OpenPr(
            PrRef pr,
            Tainted<String> title,
            UserRef author,
            boolean draft,
            List<Tainted<String>> labels,
            Sha headSha,
            BranchName headBranch,
            Optional<RepoRef> headRepo,
            BranchName baseBranch,
            URI url,
            Moment updatedAt) {
        public OpenPr {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Which of them. Names of accounts and labels in any case, branches as they are.
     *
     * @param labels each of these
     * @param head a branch of that name, in whatever repository
     */
    public record Filter(Optional<String> author, List<String> labels, Optional<BranchName> head) {
        public Filter {
            labels = List.copyOf(labels);
        }

        boolean takes(OpenPr pr) {
            return author.filter(name -> !name.equalsIgnoreCase(pr.author().login().text()))
                            .isEmpty()
                    && head.filter(branch -> !branch.equals(pr.headBranch())).isEmpty()
                    && labels.stream().allMatch(label -> has(pr.labels(), label));
        }

        private static boolean has(List<Tainted<String>> labels, String wanted) {
            String folded = wanted.toLowerCase(Locale.ROOT);
            return labels.stream()
                    .anyMatch(
                            label ->
                                    label.checked(
                                                            text ->
                                                                    new Fact<>(
                                                                            Tri.of(
                                                                                    text.toLowerCase(
                                                                                                    Locale
                                                                                                            .ROOT)
                                                                                            .equals(
                                                                                                    folded))))
                                                    .answer()
                                            == Tri.YES);
        }
    }
}
