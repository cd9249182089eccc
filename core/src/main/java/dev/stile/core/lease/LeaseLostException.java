package dev.stile.core.lease;

/** Somebody else holds the lease by now. Nothing was changed; whoever gets this stops. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(Fence fence) {
        super("the lease " + fence.lease() + " was lost: its token is not " + fence.token());
    }
}
