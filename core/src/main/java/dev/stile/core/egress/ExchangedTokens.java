package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
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
        // In one step: whoever resolves meanwhile finds the one or the other.
        Optional.ofNullable(
                        token.isPresent()
                                ? tokens.put(connection, token.get())
                                : tokens.remove(connection))
                .ifPresent(ExchangedToken::close);
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
        Optional<ExchangedToken> token =
                of(wanted.connection()).filter(each -> each.isOf(wanted.secret(), reference));
        if (token.isPresent()) {
            return token.get().value(deadline);
        }
        if (wanted.exchanged()) {
            throw new Unavailable(
                    "the connection was changed, or its settings do not say where its key is"
                            + " exchanged for a token: the key itself is handed to nobody");
        }
        return keys.resolve(reference, wanted, deadline);
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
