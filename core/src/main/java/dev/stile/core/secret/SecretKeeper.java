package dev.stile.core.secret;

import dev.stile.api.secret.SecureValue;

/** Who puts a renewed secret where its reference leads. Any thread may call. */
public interface SecretKeeper {
    /**
     * Puts the value there, so that whoever resolves the reference from then on gets it, after a
     * restart too. Keeps nothing of it and does not close it.
     *
     * @param wanted for whom, for the error
     * @return false where the place is not ours to write: a variable, or what git's helpers know
     * @throws dev.stile.core.error.Failure SECRET_MISSING if the place is one that is not read
     *     either, or would not lead to this value, such as an empty one; it is left as it is
     * @throws dev.stile.core.store.StoreException if it cannot be written
     */
    boolean keep(SecretReference reference, SecureValue value, Secrets.Wanted wanted);
}
