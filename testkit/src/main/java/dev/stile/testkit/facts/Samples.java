package dev.stile.testkit.facts;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.time.Instant;
import java.util.Optional;

/** Names, accounts and checks that made-up snapshots speak of. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Label OUTSIDE = new Label(Integrity.UNTRUSTED, Confidentiality.open());
    public static final HostId HOST = new HostId("code.example");
    public static final PrRef PR = new PrRef(new RepoRef(HOST, "acme/web"), 12);
    public static final Sha HEAD = sha('a');
    public static final Sha BASE = sha('b');
    public static final UserRef PERSON = user("11", "ana", UserRef.Kind.HUMAN);
    public static final UserRef OTHER = user("12", "ben", UserRef.Kind.HUMAN);
    public static final UserRef BOT = user("13", "scanner", UserRef.Kind.BOT);
    public static final UserRef AUTHOR = user("14", "worker", UserRef.Kind.HUMAN);

    /** The account of the connection. */
    public static final UserRef SELF =
            new UserRef(HOST, new Token("15"), new Token("stile"), UserRef.Kind.HUMAN, true);

    private Samples() {}

    /** A sha of one digit, forty times. */
    public static Sha sha(char digit) {
        return new Sha(String.valueOf(digit).repeat(40));
    }

    public static UserRef user(String id, String login, UserRef.Kind kind) {
        return new UserRef(HOST, new Token(id), new Token(login), kind, false);
    }

    public static Check check(String name, String run, Check.Outcome outcome, Tri required) {
        return check(name, run, outcome, required, HEAD);
    }

    public static Check check(
            String name, String run, Check.Outcome outcome, Tri required, Sha ranOn) {
        return new Check(
                Tainted.of(name, OUTSIDE),
                Tainted.of("ci", OUTSIDE),
                outcome,
                required,
                ranOn,
                new Token(run),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
