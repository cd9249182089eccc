package dev.stile.api.hosting;

/** What one snapshot says. All parts speak of one head. */
public record PrFacts(
        PRStatus status, ReviewStatus reviews, PRComments comments, BranchProtection protection) {}
