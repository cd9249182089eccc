package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.testkit.contract.Seen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of any length, and what they say when they are cut. */
final class ListCases {
    private final HostScene scene;

    ListCases(HostScene scene) {
        this.scene = scene;
    }

    void longerThanAPageAreReadWhole() {
        scene.only(scene.traffic().pagesOf(2), "this host has no pages");
        BranchName branch = scene.branch();
        PrRef pr = scene.pr(branch);
        List<CommentId> said = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            said.add(scene.pulls().comment(pr, Account.BEN, "word " + number));
            scene.control().pass(Duration.ofSeconds(1));
        }
        for (int number = 1; number <= 5; number++) {
            CommentId thread =
                    scene.pulls().inline(pr, Account.BEN, branch + ".txt", 1, "thread " + number);
            said.add(thread);
            said.add(scene.pulls().answer(pr, Account.ADA, thread, "answer " + number));
        }
        for (int number = 1; number <= 5; number++) {
            said.add(
                    scene.pulls()
                            .review(pr, Account.CLEO, ReviewerState.COMMENTED, "view " + number));
            scene.pulls().check(scene.repo(), scene.head(pr), "check " + number, Said.PASSED);
        }
        PrFacts facts = scene.host().detectPrEvents(pr, scene.call()).facts();

        assertThat(facts.comments().complete()).isTrue();
        assertThat(facts.comments().items())
                .filteredOn(comment -> !Seen.in(comment.body()).isEmpty())
                .extracting(PRComment::id)
                .containsExactlyInAnyOrderElementsOf(said);
        assertThat(facts.reviews().complete()).isTrue();
        assertThat(facts.status().checks().checks()).hasSize(5);
        assertThat(facts.status().checks().complete()).isTrue();
        longThread(pr, said);
    }

    /** A thread that is longer than a page is read whole, or it is said that it was not. */
    private void longThread(PrRef pr, List<CommentId> said) {
        CommentId thread =
                said.stream()
                        .filter(id -> id.kind() == CommentId.Kind.INLINE)
                        .findFirst()
                        .orElseThrow();
        said.add(scene.pulls().answer(pr, Account.ADA, thread, "one more"));
        PRComments comments = scene.host().getPRComments(pr, scene.call());
        if (comments.complete()) {
            assertThat(comments.items()).extracting(PRComment::id).containsAll(said);
        }
    }

    void capOrFailedPageIsIncomplete() {
        scene.only(scene.traffic().pagesOf(1), "this host has no pages");
        PrRef pr = scene.pr();
        scene.approve(pr);
        scene.pulls().check(scene.repo(), scene.head(pr), "build", Said.PASSED);
        for (int number = 1; number <= 6; number++) {
            scene.pulls().comment(pr, Account.BEN, "word " + number);
        }
        HeardHost capped = scene.started(Map.of("page_cap", "2"));
        PrEvents events = capped.detectPrEvents(pr, scene.call());
        assertThat(events.facts().comments().complete()).isFalse();
        assertThat(events.facts().comments().items()).isNotEmpty().hasSizeLessThan(6);
        assertThat(events.events())
                .noneMatch(event -> event instanceof PrEvent.PrReadyToMerge)
                .anyMatch(event -> event instanceof PrEvent.PrComments);

        scene.traffic().disturb(HostRequest.READ_MORE, 1_000, new Disturbance.Status(502));
        Optional<PRComments> cut = attempt(pr);
        scene.traffic().calm();
        cut.ifPresent(comments -> assertThat(comments.complete()).isFalse());
        PRComments whole = scene.host().getPRComments(pr, scene.call());
        assertThat(whole.complete()).isTrue();
        assertThat(whole.items())
                .filteredOn(comment -> comment.id().kind() == CommentId.Kind.CONVERSATION)
                .hasSize(6);
    }

    private Optional<PRComments> attempt(PrRef pr) {
        try {
            return Optional.of(scene.host().getPRComments(pr, scene.call()));
        } catch (StileException nothingIsSaid) {
            return Optional.empty();
        }
    }

    void commentsOfAllKindsTypedAndOrdered() {
        BranchName branch = scene.branch();
        String file = branch + ".txt";
        PrRef pr = scene.pr(branch);
        CommentId word = later(scene.pulls().comment(pr, Account.STRANGER, "a word"));
        CommentId thread = later(scene.pulls().inline(pr, Account.BEN, file, 2, "on line two"));
        CommentId answer = later(scene.pulls().answer(pr, Account.ADA, thread, "an answer"));
        CommentId view =
                later(scene.pulls().review(pr, Account.CLEO, ReviewerState.COMMENTED, "a view"));
        CommentId hidden = later(scene.pulls().comment(pr, Account.STRANGER, "spam"));
        scene.pulls().hide(pr, hidden);
        scene.pulls().edit(pr, word, "another word");
        PRComments comments = scene.host().getPRComments(pr, scene.call());

        List<PRComment> items =
                comments.items().stream()
                        .filter(comment -> !Seen.in(comment.body()).isEmpty())
                        .toList();
        assertThat(items)
                .extracting(PRComment::id)
                .containsExactly(word, thread, answer, view, hidden);
        assertThat(items)
                .extracting(comment -> comment.id().kind())
                .containsExactly(
                        CommentId.Kind.CONVERSATION,
                        CommentId.Kind.INLINE,
                        CommentId.Kind.INLINE,
                        CommentId.Kind.REVIEW,
                        CommentId.Kind.CONVERSATION);
        PRComment first = items.getFirst();
        assertThat(Seen.in(first.body())).isEqualTo("another word");
        assertThat(first.edited()).isEqualTo(Tri.YES);
        assertThat(first.own()).isFalse();
        assertThat(first.author().login().text())
                .isEqualTo(scene.control().login(Account.STRANGER));
        PRComment inline = items.get(1);
        assertThat(Seen.in(inline.path().orElseThrow())).isEqualTo(file);
        assertThat(inline.line().orElseThrow().value()).isEqualTo(2);
        assertThat(inline.edited()).isEqualTo(Tri.NO);
        assertThat(inline.resolved()).isEqualTo(Tri.NO);
        PRComment reply = items.get(2);
        assertThat(reply.threadId()).isEqualTo(inline.threadId()).isPresent();
        assertThat(reply.replyTo()).isEqualTo(Optional.of(thread));
        assertThat(items.get(4).hidden()).isTrue();

        scene.pulls().resolve(pr, thread);
        scene.pulls().delete(pr, word);
        PRComments after = scene.host().getPRComments(pr, scene.call());
        assertThat(after.items()).extracting(PRComment::id).doesNotContain(word);
        assertThat(after.items())
                .filteredOn(comment -> comment.id().equals(thread))
                .singleElement()
                .satisfies(comment -> assertThat(comment.resolved()).isEqualTo(Tri.YES));
    }

    private CommentId later(CommentId said) {
        scene.control().pass(Duration.ofSeconds(2));
        return said;
    }

    void snapshotSpeaksOfOneHead() {
        scene.only(scene.traffic().pagesOf(2), "this host has no pages");
        PrRef pr = scene.pr();
        scene.approve(pr);
        for (int number = 1; number <= 5; number++) {
            scene.pulls().comment(pr, Account.BEN, "word " + number);
            scene.pulls().check(scene.repo(), scene.head(pr), "check " + number, Said.PASSED);
        }
        push(pr, 1);
        PrFacts facts = scene.host().detectPrEvents(pr, scene.call()).facts();
        assertThat(scene.races().isSpent()).isTrue();
        Sha head = scene.head(pr);
        assertThat(facts.status().headSha()).isEqualTo(head);
        assertThat(facts.status().checks().headSha()).isEqualTo(head);
        assertThat(facts.reviews().headSha()).isEqualTo(head);
        assertThat(facts.reviews().approvals()).isZero();
        assertThat(facts.status().checks().checks()).allMatch(check -> check.sha().equals(head));

        push(pr, 50);
        assertThatThrownBy(() -> scene.host().detectPrEvents(pr, scene.call()))
                .isInstanceOf(ConnectorException.Unavailable.class);
    }

    /** Somebody pushes before each of so many further pages, and what was checked stays so. */
    private void push(PrRef pr, int times) {
        for (int number = 1; number <= times; number++) {
            String name = times + "-" + number;
            scene.races()
                    .before(
                            HostRequest.READ_MORE,
                            () -> scene.git().push(scene.repo(), scene.headOf(pr), name, name));
        }
    }
}
