package dev.stile.core.policy;

/** Where the policy in force comes from. Any thread may ask. */
@FunctionalInterface
public interface Policies {
    /**
     * The policy as it is now.
     *
     * @throws dev.stile.core.error.Failure POLICY_FILE_NOT_VALID if there is one that cannot be
     *     used: nothing with an effect may be done then
     */
    Policy inForce();
}
