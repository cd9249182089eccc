package dev.stile.simulator.hosting;

import dev.stile.simulator.hosting.repo.BareRepository;
import dev.stile.simulator.hosting.repo.GitProgram;
import dev.stile.simulator.hosting.repo.Signature;
import dev.stile.simulator.time.SimulatedClock;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A code host. For any thread; everything happens under one lock. */
public final class Host {
    private final ReentrantLock lock = new ReentrantLock();
    private final SimulatedClock clock;
    private final Path folder;
    private final GitProgram git;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Set<Account> deleted = new HashSet<>();
    private final Map<String, AccessToken> tokens = new LinkedHashMap<>();
    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Map<String, Installation> installations = new LinkedHashMap<>();
    private final List<HostedRepository> repositories = new ArrayList<>();
    private final Map<String, HostedRepository> names = new LinkedHashMap<>();
    private Timing timing = Timing.usual();
    private long lastId = 1000;
    private long requests;

    /** An empty host whose repositories are kept in a folder. */
    public Host(SimulatedClock clock, Path folder, GitProgram git) {
        this.clock = clock;
        this.folder = folder;
        this.git = git;
    }

    /** Does something with nobody in between. */
    public <T> T with(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something with nobody in between. */
    public void run(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Begins a request: what is computed late counts requests, not looks. */
    public void beginRequest() {
        run(() -> requests++);
    }

    long requests() {
        return requests;
    }

    /** The host's clock. */
    public SimulatedClock clock() {
        return clock;
    }

    Instant now() {
        return clock.now();
    }

    long nextId() {
        return ++lastId;
    }

    /** Sets how late things are known. */
    public void timing(Timing changed) {
        run(() -> timing = changed);
    }

    Timing timing() {
        return timing;
    }

    /** The person with this login, made when new. */
    public Account person(String login) {
        return account(login, Account.Kind.PERSON);
    }

    /** The robot with this login, made when new. */
    public Account bot(String login) {
        return account(login, Account.Kind.BOT);
    }

    /** The organisation with this name, made when new. */
    public Account organization(String login) {
        return account(login, Account.Kind.ORGANIZATION);
    }

    private Account account(String login, Account.Kind kind) {
        return with(
                () ->
                        accounts.computeIfAbsent(
                                login.toLowerCase(Locale.ROOT),
                                _ -> new Account(nextId(), login, kind)));
    }

    /** The account with this login. */
    public Optional<Account> find(String login) {
        return with(() -> Optional.ofNullable(accounts.get(login.toLowerCase(Locale.ROOT))));
    }

    /** Deletes an account; what it wrote stays, by nobody. */
    public void delete(Account account) {
        run(
                () -> {
                    deleted.add(account);
                    accounts.remove(account.login().toLowerCase(Locale.ROOT));
                    tokens.values().removeIf(token -> token.account().equals(account));
                });
    }

    /** Whether an account is no more. */
    public boolean isGhost(Account account) {
        return with(() -> deleted.contains(account));
    }

    /** The app with this slug, made when new. */
    public App app(String slug) {
        return with(() -> apps.computeIfAbsent(slug, _ -> new App(nextId(), slug)));
    }

    /** Installs an app, which acts as the robot of its name then. */
    public Installation install(App app, PublicKey key) {
        return with(
                () -> {
                    Installation made = new Installation(nextId(), app, bot(app.slug()), key);
                    installations.put(Long.toString(app.id()), made);
                    return made;
                });
    }

    /** The installation of the app with this id. */
    public Optional<Installation> installationOf(String appId) {
        return with(() -> Optional.ofNullable(installations.get(appId)));
    }

    /** Gives out a credential. */
    public void put(AccessToken token) {
        run(() -> tokens.put(token.value(), token));
    }

    /** Takes a credential back. */
    public void revoke(String value) {
        run(() -> tokens.remove(value));
    }

    /** The credential with this value that has not ended. */
    public Optional<AccessToken> token(String value) {
        return with(
                () ->
                        Optional.ofNullable(tokens.get(value))
                                .filter(
                                        token ->
                                                token.expiresAt()
                                                        .filter(end -> !end.isAfter(now()))
                                                        .isEmpty()));
    }

    /** The repository {@code owner/name}, made when new: public, empty, with branch main. */
    public HostedRepository repository(String fullName) {
        return with(
                () -> {
                    HostedRepository known = names.get(fullName.toLowerCase(Locale.ROOT));
                    return known != null ? known : create(fullName, Optional.empty());
                });
    }

    private HostedRepository create(String fullName, Optional<HostedRepository> parent) {
        int slash = fullName.indexOf('/');
        String login = fullName.substring(0, slash);
        Account owner = find(login).orElseGet(() -> account(login, Account.Kind.ORGANIZATION));
        long id = nextId();
        BareRepository bare =
                BareRepository.create(git, folder.resolve(id + ".git").toAbsolutePath(), "main");
        HostedRepository made =
                new HostedRepository(this, id, owner, fullName.substring(slash + 1), bare, parent);
        repositories.add(made);
        names.put(fullName.toLowerCase(Locale.ROOT), made);
        return made;
    }

    /** Copies a repository to another owner, with all its branches. */
    public HostedRepository fork(HostedRepository from, Account owner) {
        return with(
                () -> {
                    HostedRepository fork =
                            create(owner.login() + "/" + from.name(), Optional.of(from));
                    from.bare()
                            .refs()
                            .forEach(
                                    (ref, sha) -> {
                                        if (ref.startsWith("refs/heads/")) {
                                            fork.bare().takeFrom(from.bare(), sha);
                                            fork.bare().setRef(ref, sha);
                                        }
                                    });
                    fork.collaborator(owner, Role.ADMIN);
                    return fork;
                });
    }

    /** The repository with this name or an older name of it. */
    public Optional<HostedRepository> find(String owner, String name) {
        return with(
                () ->
                        Optional.ofNullable(
                                names.get((owner + "/" + name).toLowerCase(Locale.ROOT))));
    }

    /** The repository with this number. */
    public Optional<HostedRepository> repository(long id) {
        return with(() -> repositories.stream().filter(each -> each.id() == id).findFirst());
    }

    /** All repositories. */
    public List<HostedRepository> repositories() {
        return with(() -> List.copyOf(repositories));
    }

    /** The pull request with this id, in any repository. */
    public Optional<PullRequest> pull(long id) {
        return with(
                () ->
                        repositories.stream()
                                .flatMap(each -> each.pulls().stream())
                                .filter(pull -> pull.id() == id)
                                .findFirst());
    }

    void renamed(HostedRepository repository) {
        names.put(repository.fullName().toLowerCase(Locale.ROOT), repository);
    }

    /** Deletes a repository; pull requests from it lose their head repository. */
    public void delete(HostedRepository repository) {
        run(
                () -> {
                    repositories.remove(repository);
                    names.values().removeIf(repository::equals);
                    repositories.forEach(
                            each -> each.pulls().forEach(pull -> pull.headGone(repository)));
                });
    }

    Signature signature(Account account) {
        return new Signature(
                account.login(),
                account.id() + "+" + account.login() + "@users.noreply.localhost",
                now());
    }
}
