package dev.stile.simulator.github.access;

import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.wire.Request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Who sent a request.
 *
 * @param token the credential; none for anybody
 * @param rejected whether a credential was sent that is good for nothing
 */
public record Caller(Optional<AccessToken> token, boolean rejected) {
    /** The caller of this request, by its {@code Authorization}. */
    public static Caller of(Host host, Request request) {
        Optional<String> value =
                request.headers().first("Authorization").flatMap(Caller::credential);
        if (request.headers().first("Authorization").isEmpty()) {
            return new Caller(Optional.empty(), false);
        }
        Optional<AccessToken> token = value.flatMap(host::token);
        return new Caller(token, token.isEmpty());
    }

    private static Optional<String> credential(String header) {
        int blank = header.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        String rest = header.substring(blank + 1).strip();
        return switch (header.substring(0, blank).toLowerCase(Locale.ROOT)) {
            case "bearer", "token" -> Optional.of(rest);
            case "basic" -> password(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The account, if known. */
    public Optional<Account> account() {
        return token.map(AccessToken::account);
    }

    /** The login, or {@code anonymous}. */
    public String name() {
        return account().map(Account::login).orElse("anonymous");
    }

    /** Whether this is an app's installation. */
    public boolean isInstallation() {
        return token.filter(each -> each.kind() == AccessToken.Kind.INSTALLATION).isPresent();
    }

    /** What it may do in a repository, its credential's reach included. */
    public Role role(HostedRepository repository) {
        boolean open = repository.visibility() == HostedRepository.Visibility.PUBLIC;
        Role role = account().map(repository::role).orElse(open ? Role.READ : Role.NONE);
        boolean reaches =
                token.filter(
                                each ->
                                        each.kind() != AccessToken.Kind.CLASSIC
                                                || each.scopes().contains("repo")
                                                || (open && each.scopes().contains("public_repo")))
                        .isPresent();
        if (reaches) {
            return role;
        }
        return open && role.atLeast(Role.READ) ? Role.READ : Role.NONE;
    }

    /** Whether it sees a repository. */
    public boolean sees(HostedRepository repository) {
        return role(repository).atLeast(Role.READ);
    }

    /**
     * Demands a role.
     *
     * @throws Refused as not found when the repository must not be known of or the credential is a
     *     classic one, else as forbidden
     */
    public void need(HostedRepository repository, Role role) {
        if (role(repository).atLeast(role)) {
            return;
        }
        if (!sees(repository)) {
            throw Refused.notFound();
        }
        throw token.map(AccessToken::kind)
                .map(
                        kind ->
                                switch (kind) {
                                    case CLASSIC -> Refused.notFound();
                                    case FINE_GRAINED ->
                                            Refused.forbidden(
                                                    "Resource not accessible by personal access"
                                                            + " token");
                                    case INSTALLATION ->
                                            Refused.forbidden(
                                                    "Resource not accessible by integration");
                                })
                .orElseGet(() -> Refused.of(401, "Requires authentication"));
    }

    /** The account, which must be known. */
    public Account known() {
        return account().orElseThrow(() -> Refused.of(401, "Requires authentication"));
    }
}
