package dev.stile.flow.process;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Failure;
import dev.stile.core.secret.SecretKeeper;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets.Wanted;
import dev.stile.core.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets that programs renewed (FL-29), for all connections of this process. One whose reference
 * leads to a file is put there, and found there by whoever comes next. Any other is kept in memory
 * while this process lives, and only as long as its reference leads to what it replaced: whoever
 * sets the secret anew is believed. Any thread may call.
 */
public final class RenewedSecrets {
    private record Renewed(SecureValue value, Optional<String> instead) {}

    private final SecretKeeper keeper;
    private final Map<Wanted, Renewed> inMemory = new ConcurrentHashMap<>();

    /**
     * @param keeper writes where references lead
     */
    public RenewedSecrets(SecretKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Keeps a new value.
     *
     * @param reference of the secret, if the connection has one
     * @param instead what the reference leads to now
     * @return whether it outlives this process
     */
    boolean keep(
            Wanted wanted,
            Optional<String> reference,
            Optional<SecureValue> instead,
            SecureValue value) {
        inMemory.put(wanted, new Renewed(value, instead.map(RenewedSecrets::digest)));
        if (reference.isEmpty() || !isWritten(wanted, reference.get(), value)) {
            return false;
        }
        inMemory.remove(wanted);
        return true;
    }

    /**
     * A copy of what is to be given now, to be closed by the caller.
     *
     * @param now what the reference leads to now
     */
    Optional<SecureValue> find(Wanted wanted, Optional<SecureValue> now) {
        return Optional.ofNullable(inMemory.get(wanted))
                .filter(renewed -> renewed.instead().equals(now.map(RenewedSecrets::digest)))
                .map(renewed -> copy(renewed.value()));
    }

    private boolean isWritten(Wanted wanted, String reference, SecureValue value) {
        try {
            return keeper.keep(SecretReference.parse(reference), value, wanted);
        } catch (Failure | StoreException notWritten) {
            return false;
        }
    }

    private static String digest(SecureValue value) {
        return value.lend(Sha256::hex);
    }

    private static SecureValue copy(SecureValue value) {
        return value.lend(
                bytes ->
                        SecureValue.takeFrom(
                                new String(bytes, StandardCharsets.UTF_8).toCharArray()));
    }
}
