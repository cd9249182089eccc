package dev.stile.core.policy;

import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.Map;

/** In whose name something is done. */
public sealed interface Subject {
    /** The user of the operating system, at a command. */
    record Person(String name) implements Subject {}

    /**
     * A program that was given a token, so that what it does can be told from what its person does.
     */
    record Agent(String name) implements Subject {}

    /** A stored rule. */
    record Rule(String slug) implements Subject {}

    /** Somebody outside who speaks through a paired agent. */
    record Proxy(String principal) implements Subject {}

    /** The daemon itself: polling, probing, settling. */
    record Daemon() implements Subject {}

    /** The variable that turns a command into an agent's. It only tightens. */
    String AGENT_TOKEN = "STILE_AGENT_TOKEN";

    /** So many digits of the digest of its token tell an agent. */
    int AGENT_DIGITS = 12;

    /** As audit rows name it. */
    default String actor() {
        return switch (this) {
            case Person(String name) -> name;
            case Agent(String name) -> "agent:" + name;
            case Rule(String slug) -> "rule:" + slug;
            case Proxy(String principal) -> "proxy:" + principal;
            case Daemon daemon -> "daemon";
        };
    }

    /** As entries of a policy name it. */
    default String policyName() {
        return this instanceof Person(String name) ? "person:" + name : actor();
    }

    /** As audit rows class it. */
    default AuditOrigin origin() {
        return switch (this) {
            case Person person -> AuditOrigin.PERSON;
            case Agent agent -> AuditOrigin.AGENT;
            case Rule rule -> AuditOrigin.RULE;
            case Proxy proxy -> AuditOrigin.PROXY;
            case Daemon daemon -> AuditOrigin.DAEMON;
        };
    }

    /**
     * Who runs this process. An agent is told by a digest of its token, never by the token.
     *
     * @throws Failure AGENT_TOKEN_EMPTY if the variable is set and holds nothing: whoever set it
     *     meant an agent, and a person is never assumed
     */
    static Subject ofProcess(Map<String, String> environment, String account) {
        String token = environment.get(AGENT_TOKEN);
        if (token == null) {
            return new Person(account);
        }
        if (token.isBlank()) {
            throw Failure.of(Code.AGENT_TOKEN_EMPTY).build();
        }
        return new Agent(Sha256.hex(token).substring(0, AGENT_DIGITS));
    }
}
