package dev.stile.connectors.github.write;

import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.wire.Node;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A pull request as the REST interface shows it. */
record PullRequest(Node node) {
    private enum State {
        OPEN,
        CLOSED,
        OTHER
    }

    int number() {
        return Math.toIntExact(node.whole("number"));
    }

    URI url(URI webUrl) {
        return node.url("html_url", webUrl);
    }

    Sha headSha() {
        return node.field("head").sha("sha");
    }

    Sha baseSha() {
        return node.field("base").sha("sha");
    }

    boolean isOpen() {
        return node.word("state", State.class, State.OTHER) == State.OPEN;
    }

    boolean isMerged() {
        return node.tri("merged") == Tri.YES || node.has("merged_at");
    }

    boolean isDraft() {
        return node.tri("draft") == Tri.YES;
    }

    /** Whether a text member is that text, whatever its line ends are. */
    boolean has(String member, String text) {
        String wanted = plain(text);
        return is(node.text(member), found -> plain(found).equals(wanted));
    }

    boolean hasLabel(String name) {
        return hasNamed(node, "labels", "name", name);
    }

    /** Whether a list holds something of that name, whatever its case. */
    static boolean hasNamed(Node node, String list, String member, String name) {
        return node.has(list)
                && node.items(list).stream()
                        .anyMatch(
                                item ->
                                        is(
                                                item.text(member),
                                                found -> found.equalsIgnoreCase(name)));
    }

    /** Whether {@code head} or {@code base} is that branch of that repository. */
    boolean isOf(String end, RepoRef repo, String branch) {
        Node side = node.field(end);
        Optional<Node> there = side.find("repo");
        return side.token("ref").text().equals(branch)
                && there.map(found -> is(found.text("full_name"), repo.path()::equalsIgnoreCase))
                        .orElse(false);
    }

    List<Node> requested(String list) {
        return node.has(list) ? node.items(list) : List.of();
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").stripTrailing();
    }

    static boolean is(Tainted<String> text, Predicate<String> predicate) {
        return text.checked(found -> new Fact<>(Tri.of(predicate.test(found)))).answer() == Tri.YES;
    }

    /** The owner's name, as the parameter {@code head} of requests takes it. */
    static String owner(RepoRef repo) {
        return repo.segments().getFirst();
    }
}
