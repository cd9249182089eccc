package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets, of which keys are exchanged for tokens before they are used. Any thread may call. */
final class ExchangedTokens implements Secrets, AutoCloseable {
    private final Secrets keys;
    private final Map<String, ExchangedToken> tokens = new ConcurrentHashMap<>();

    ExchangedTokens(Secrets keys) {
        this.keys = keys;
    }

    /** From now on that connection has this one; one that it had before is dropped. */
    void change(String connection, Optional<ExchangedToken> token) {
        Optional.ofNullable(tokens.remove(connection)).ifPresent(ExchangedToken::close);
        token.ifPresent(made -> tokens.put(connection, made));
    }

    @Override
    public void close() {
        tokens.values().forEach(ExchangedToken::close);
        tokens.clear();
    }

    private Optional<ExchangedToken> of(String connection) {
        return Optional.ofNullable(tokens.get(connection));
    }

    @Override
    public SecureValue resolve(SecretReference reference, Wanted wanted, Deadline deadline) {
        return of(wanted.connection())
                .filter(token -> token.isOf(wanted.secret()))
                .map(token -> token.value(deadline))
                .orElseGet(() -> keys.resolve(reference, wanted, deadline));
    }

    @Override
    public void prepare(String connection, Deadline deadline) {
        of(connection).ifPresent(token -> token.value(deadline).close());
    }

    @Override
    public boolean renew(String connection, Instant begun) {
        return of(connection).filter(token -> token.forget(begun)).isPresent();
    }
}
