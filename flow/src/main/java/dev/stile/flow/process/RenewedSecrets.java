package dev.stile.flow.process;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Failure;
import dev.stile.core.secret.SecretKeeper;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets.Wanted;
import dev.stile.core.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Secrets that programs renewed (FL-29), for all connections of this process. One whose reference
 * leads to a file is put there, and found there by whoever comes next. Any other is kept in memory
 * while this process lives, and only as long as its reference leads to what it replaced: whoever
 * sets the secret anew is believed. Any thread may call.
 */
public final class RenewedSecrets {
    /**
     * One that is in memory.
     *
     * @param instead digest of what the reference led to
     * @param tried whether it was tried to write it
     */
    private record Renewed(SecureValue value, Optional<String> instead, boolean tried) {}

    private final SecretKeeper keeper;

    /** One after the other: what a child renews last is what stays, wherever it is kept. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Wanted, Renewed> inMemory = new HashMap<>();

    /** Digests of what references led to when somebody was given it. */
    private final Map<Wanted, Optional<String>> ledTo = new HashMap<>();

    /**
     * @param keeper writes where references lead
     */
    public RenewedSecrets(SecretKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Holds a new value in memory, whatever becomes of keeping it. It belongs to this object from
     * then on, which closes it when it is dropped.
     */
    void hold(Wanted wanted, SecureValue value) {
        lock.lock();
        try {
            Optional<String> instead = ledTo.getOrDefault(wanted, Optional.empty());
            drop(Optional.ofNullable(inMemory.put(wanted, new Renewed(value, instead, false))));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps what is held where its reference leads, if that can be.
     *
     * @param reference of the secret, if the connection has one
     * @param instead what the reference leads to now
     * @return whether it outlives this process
     */
    boolean keep(Wanted wanted, Optional<String> reference, Optional<SecureValue> instead) {
        lock.lock();
        try {
            Renewed held = inMemory.get(wanted);
            if (held == null) {
                // Another call wrote it, with whatever came last.
                return true;
            }
            if (reference.isEmpty() || !isWritten(wanted, reference.get(), held.value())) {
                Optional<String> digest = instead.map(RenewedSecrets::digest);
                inMemory.put(wanted, new Renewed(held.value(), digest, true));
                return false;
            }
            ledTo.put(wanted, Optional.of(digest(held.value())));
            drop(Optional.ofNullable(inMemory.remove(wanted)));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A copy of what is to be given now, to be closed by the caller. What could not be looked up
     * when it was renewed is written now.
     *
     * @param reference of the secret, if the connection has one
     * @param now what the reference leads to now
     */
    Optional<SecureValue> find(
            Wanted wanted, Optional<String> reference, Optional<SecureValue> now) {
        lock.lock();
        try {
            Optional<String> leadsTo = now.map(RenewedSecrets::digest);
            ledTo.put(wanted, leadsTo);
            Renewed held = inMemory.get(wanted);
            if (held == null || !held.instead().equals(leadsTo)) {
                return Optional.empty();
            }
            SecureValue copy = copy(held.value());
            if (!held.tried()) {
                keep(wanted, reference, now);
            }
            return Optional.of(copy);
        } finally {
            lock.unlock();
        }
    }

    private static void drop(Optional<Renewed> dropped) {
        dropped.map(Renewed::value).ifPresent(SecureValue::close);
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
