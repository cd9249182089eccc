package dev.stile.simulator.hosting;

import java.util.Optional;

/** What must hold before a pull request is opened. */
final class Opening {
    private Opening() {}

    static void check(
            HostedRepository repository,
            HostedRepository headRepository,
            String head,
            String base,
            String title) {
        if (repository.archived()) {
            throw new HostRefusal(
                    HostRefusal.Kind.FORBIDDEN, "Repository was archived so is read-only.");
        }
        if (title.isBlank()) {
            throw HostRefusal.invalid("missing_field:title");
        }
        Optional<String> baseSha = repository.branch(base);
        if (baseSha.isEmpty()) {
            throw HostRefusal.invalid("invalid:base");
        }
        Optional<String> headSha = headRepository.branch(head);
        if (headSha.isEmpty()) {
            throw HostRefusal.invalid("invalid:head");
        }
        boolean taken =
                repository.pulls().stream()
                        .anyMatch(
                                each ->
                                        each.isOpen()
                                                && each.isFrom(headRepository, head)
                                                && each.base().equals(base));
        if (taken) {
            throw HostRefusal.invalid(
                    "custom:A pull request already exists for "
                            + headRepository.owner().login()
                            + ":"
                            + head
                            + ".");
        }
        repository.bare().takeFrom(headRepository.bare(), headSha.get());
        if (repository.bare().contains(baseSha.get(), headSha.get())) {
            throw HostRefusal.invalid("custom:No commits between " + base + " and " + head);
        }
    }
}
