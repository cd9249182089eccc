package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What people say about a pull request: reviews, comments, threads. For any thread. */
public final class Talk {
    private final PullRequest pull;
    private final Host host;
    private final List<Review> reviews = new ArrayList<>();
    private final Set<Account> requested = new LinkedHashSet<>();
    private final Set<String> requestedTeams = new LinkedHashSet<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<ReviewThread> threads = new ArrayList<>();

    Talk(PullRequest pull) {
        this.pull = pull;
        this.host = pull.repository().host();
    }

    /** Submits a review of a commit. */
    public Review review(Account by, Review.State opinion, String body, String sha) {
        return host.with(
                () -> {
                    if (opinion.isOpinion() && by.equals(pull.author())) {
                        throw HostRefusal.invalid(
                                opinion == Review.State.APPROVED
                                        ? "Can not approve your own pull request"
                                        : "Can not request changes on your own pull request");
                    }
                    Review made =
                            new Review(
                                    host.nextId(),
                                    by,
                                    opinion,
                                    body,
                                    sha,
                                    host.now(),
                                    Optional.empty(),
                                    false);
                    reviews.add(made);
                    if (opinion != Review.State.PENDING) {
                        requested.remove(by);
                    }
                    pull.touch();
                    return made;
                });
    }

    /** All reviews, oldest first. */
    public List<Review> reviews() {
        return host.with(() -> List.copyOf(reviews));
    }

    /** Each person's standing opinion, for or against. */
    public Map<Account, Review> opinions() {
        return host.with(
                () -> {
                    Map<Account, Review> standing = new LinkedHashMap<>();
                    for (Review review : reviews) {
                        if (review.state().isOpinion()) {
                            standing.put(review.author(), review);
                        }
                    }
                    return standing;
                });
    }

    /** Dismisses one review. */
    public Review dismiss(long id) {
        return host.with(
                () -> {
                    Review review = review(id);
                    if (!review.state().isOpinion()) {
                        throw HostRefusal.invalid("Can not dismiss a non-approved/rejected review");
                    }
                    return change(id, Review::dismissed);
                });
    }

    void dismissApprovals() {
        reviews.replaceAll(each -> each.state() == Review.State.APPROVED ? each.dismissed() : each);
    }

    /** The review with this number. */
    public Review review(long id) {
        return host.with(
                () ->
                        reviews.stream()
                                .filter(each -> each.id() == id)
                                .findFirst()
                                .orElseThrow(Talk::notFound));
    }

    /** Changes the text of a review. */
    public Review editReview(long id, String text) {
        return host.with(() -> change(id, review -> review.edited(text, host.now())));
    }

    /** Hides a review. */
    public Review minimizeReview(long id) {
        return host.with(() -> change(id, Review::hidden));
    }

    private Review change(long id, UnaryOperator<Review> change) {
        Review changed = change.apply(review(id));
        reviews.replaceAll(each -> each.id() == id ? changed : each);
        pull.touch();
        return changed;
    }

    /** Asks an account for a review, again if it gave one. */
    public void request(Account reviewer) {
        host.run(
                () -> {
                    if (reviewer.equals(pull.author())) {
                        throw HostRefusal.invalid(
                                "Review cannot be requested from pull request author.");
                    }
                    requested.add(reviewer);
                    pull.touch();
                });
    }

    /** Asks a team for a review. */
    public void requestTeam(String team) {
        host.run(
                () -> {
                    requestedTeams.add(team);
                    pull.touch();
                });
    }

    /** Asks a team for no review any more. */
    public void unrequestTeam(String team) {
        host.run(
                () -> {
                    requestedTeams.remove(team);
                    pull.touch();
                });
    }

    /** Asks an account for no review any more. */
    public void unrequest(Account reviewer) {
        host.run(
                () -> {
                    requested.remove(reviewer);
                    pull.touch();
                });
    }

    /** Who is asked and has not answered. */
    public Set<Account> requested() {
        return host.with(() -> new LinkedHashSet<>(requested));
    }

    /** The teams that are asked. */
    public Set<String> requestedTeams() {
        return host.with(() -> new LinkedHashSet<>(requestedTeams));
    }

    /** Adds to the conversation. */
    public Comment comment(Account by, String text) {
        return host.with(
                () -> {
                    Comment made = made(by, text, Optional.empty());
                    comments.add(made);
                    pull.touch();
                    return made;
                });
    }

    /** The conversation, oldest first. */
    public List<Comment> comments() {
        return host.with(() -> List.copyOf(comments));
    }

    /** Starts a thread at a line. */
    public ReviewThread thread(Account by, String path, int line, String text) {
        return host.with(
                () -> {
                    ReviewThread made = new ReviewThread(host.nextId(), path, line);
                    made.content().add(made(by, text, Optional.empty()));
                    threads.add(made);
                    pull.touch();
                    return made;
                });
    }

    /** Answers in the thread of the comment with this number. */
    public Comment reply(Account by, long comment, String text) {
        return host.with(
                () -> {
                    ReviewThread thread =
                            threads.stream()
                                    .filter(each -> holds(each, comment))
                                    .findFirst()
                                    .orElseThrow(Talk::notFound);
                    // Threads are one level deep: an answer to an answer answers the first.
                    Comment made = made(by, text, Optional.of(thread.content().getFirst().id()));
                    thread.content().add(made);
                    pull.touch();
                    return made;
                });
    }

    /** Calls a thread settled, or open again. */
    public void resolve(ReviewThread thread, boolean settled) {
        host.run(
                () -> {
                    thread.resolve(settled);
                    pull.touch();
                });
    }

    /** All threads, oldest first. */
    public List<ReviewThread> threads() {
        return host.with(() -> List.copyOf(threads));
    }

    /** Changes the text of a comment of either kind. */
    public void editComment(long id, String text) {
        changeComment(id, comment -> comment.edited(text, host.now()));
    }

    /** Hides a comment of either kind. */
    public void minimizeComment(long id) {
        changeComment(id, Comment::hidden);
    }

    /** Deletes a comment of either kind; a thread without comments goes too. */
    public void deleteComment(long id) {
        host.run(
                () -> {
                    comments.removeIf(each -> each.id() == id);
                    threads.forEach(each -> each.content().removeIf(said -> said.id() == id));
                    threads.removeIf(each -> each.content().isEmpty());
                    pull.touch();
                });
    }

    private void changeComment(long id, UnaryOperator<Comment> change) {
        host.run(
                () -> {
                    UnaryOperator<Comment> ifIt =
                            each -> each.id() == id ? change.apply(each) : each;
                    comments.replaceAll(ifIt);
                    threads.forEach(each -> each.content().replaceAll(ifIt));
                    pull.touch();
                });
    }

    private static boolean holds(ReviewThread thread, long comment) {
        return thread.content().stream().anyMatch(each -> each.id() == comment);
    }

    private Comment made(Account by, String text, Optional<Long> replyTo) {
        Instant now = host.now();
        return new Comment(
                host.nextId(),
                by,
                text,
                now,
                Optional.empty(),
                false,
                replyTo,
                Optional.empty(),
                Optional.of(pull.headSha()));
    }

    private static HostRefusal notFound() {
        return new HostRefusal(HostRefusal.Kind.NOT_FOUND, "Not Found");
    }
}
