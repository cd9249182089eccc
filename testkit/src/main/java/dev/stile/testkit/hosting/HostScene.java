package dev.stile.testkit.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.InitResult;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.http.EgressClient;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.testkit.contract.NotRun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** One case's host and a started adapter for it, and the few steps that all cases share. */
public final class HostScene {
    private final HostFixture fixture;
    private final Races races;
    private final FakeHostServices services;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final HeardHost host;
    private final Map<PrRef, BranchName> heads = new HashMap<>();
    private int branches;

    HostScene(HostFixture fixture) {
        this.fixture = fixture;
        this.races = new Races(fixture::whatFor);
        this.services = new FakeHostServices(List.of(fixture.webUrl()), fixture.canary());
        services.onPause(control()::pass);
        this.host = started(Map.of());
    }

    HostFixture fixture() {
        return fixture;
    }

    HostControl control() {
        return fixture.control();
    }

    HostGit git() {
        return control().git();
    }

    HostPulls pulls() {
        return control().pulls();
    }

    HostRules rules() {
        return control().rules();
    }

    HostTraffic traffic() {
        return control().traffic();
    }

    Races races() {
        return races;
    }

    FakeHostServices services() {
        return services;
    }

    /** The adapter under test, started. */
    HeardHost host() {
        return host;
    }

    /** Another adapter over the same services, as after a restart, with these settings beside. */
    HeardHost started(Map<String, String> beside) {
        Map<String, String> settings = new LinkedHashMap<>(fixture.validSettings());
        settings.putAll(beside);
        HeardHost another = opened(settings);
        InitResult begun = another.initialize(services);
        if (!begun.success()) {
            throw new AssertionError("the adapter does not start: " + begun.message());
        }
        return another;
    }

    /** Another adapter with these settings and no others. Not started. */
    HeardHost opened(Map<String, String> settings) {
        return hearing(fixture.open(settings, this::watched));
    }

    /** The same adapter, of which this scene keeps whatever it says. */
    HeardHost hearing(GitHost adapter) {
        return new HeardHost(adapter, heard::add);
    }

    /** Each result and error of any adapter of this scene, as it prints itself. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private EgressClient watched(EgressClient real) {
        return races.over(real);
    }

    /** Ends the case where something that it needs is not offered. */
    void only(boolean offered, String reason) {
        if (!offered) {
            throw new NotRun(reason);
        }
    }

    RepoRef repo() {
        return control().repo();
    }

    BranchName base() {
        return control().defaultBranch();
    }

    /** Where the base branch points. */
    Sha baseTip() {
        return tip(base());
    }

    Sha tip(BranchName branch) {
        return git().tip(repo(), branch).orElseThrow();
    }

    CallContext call() {
        return call(Duration.ofSeconds(60));
    }

    CallContext call(Duration patience) {
        Label label = Label.outside(Scope.of(fixture.connector(), repo().path()));
        return new CallContext(Deadline.after(patience), "contract", label, Progress.SILENT);
    }

    /** A branch with one commit of its own that writes a file called like the branch. */
    BranchName branch() {
        BranchName branch = new BranchName("work-" + ++branches);
        git().push(repo(), branch, branch + ".txt", "one\ntwo\nthree\n");
        return branch;
    }

    /** An open pull request of Ada's that nothing stands against. */
    PrRef pr() {
        return pr(branch());
    }

    PrRef pr(BranchName head) {
        PrRef pr = pulls().open(Account.ADA, repo(), repo(), head, base(), false);
        heads.put(pr, head);
        return pr;
    }

    /** An open one that changes the same line as the base does. */
    PrRef conflicting() {
        BranchName branch = branch();
        git().push(repo(), branch, "shared.txt", "theirs\n");
        PrRef pr = pr(branch);
        git().push(repo(), base(), "shared.txt", "ours " + branch + "\n");
        return pr;
    }

    /** The branch of one that this scene opened. */
    BranchName headOf(PrRef pr) {
        return Objects.requireNonNull(heads.get(pr));
    }

    Sha head(PrRef pr) {
        return pulls().truth(pr).head();
    }

    /** Ben approves the present head. */
    void approve(PrRef pr) {
        pulls().review(pr, Account.BEN, ReviewerState.APPROVED, "");
    }

    PRStatus status(PrRef pr) {
        return host.getPRStatus(pr, call());
    }

    PrTruth truth(PrRef pr) {
        return pulls().truth(pr);
    }

    MergeResult merge(PrRef pr) {
        return merge(pr, MergeStrategy.MERGE, head(pr));
    }

    MergeResult merge(PrRef pr, MergeStrategy strategy, Sha expected) {
        return host.mergePR(pr, strategy, MergeGuard.of(expected, key()), call());
    }

    /** A guard that may enter the host's queue. */
    static MergeGuard queueing(Sha expected) {
        return new MergeGuard(
                expected,
                Optional.empty(),
                Optional.empty(),
                MergeGuard.Queue.IF_REQUIRED,
                Optional.empty(),
                Optional.empty(),
                key());
    }

    PROptions options(BranchName head) {
        return new PROptions(
                repo(),
                head,
                Optional.empty(),
                base(),
                text("A change"),
                text("What it is for."),
                false,
                List.of(),
                List.of(),
                key());
    }

    static IdempotencyKey key() {
        return new IdempotencyKey(UUID.randomUUID().toString().replace("-", ""));
    }

    static Untainted<String, Sink.RecordField> text(String text) {
        return UserInput.trusted(text);
    }

    /** What the host got of that kind so far. */
    List<Sent> sent(HostRequest what) {
        return traffic().sent().stream().filter(each -> each.what() == what).toList();
    }

    /** What the host gets that writes, while the work runs. */
    List<Sent> writes(Runnable work) {
        return during(work).stream().filter(each -> each.what().writes()).toList();
    }

    /** What the host gets while the work runs. */
    List<Sent> during(Runnable work) {
        int before = traffic().sent().size();
        work.run();
        List<Sent> all = traffic().sent();
        return List.copyOf(new ArrayList<>(all.subList(before, all.size())));
    }
}
