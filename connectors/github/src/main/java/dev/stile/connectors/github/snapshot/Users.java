package dev.stile.connectors.github.snapshot;

import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.wire.Node;

import java.util.Locale;
import java.util.Optional;

/**
 * Accounts as the host shows them.
 *
 * @param viewer login of the account that looks
 */
record Users(HostId host, Token viewer) {
    private enum Type {
        USER,
        BOT,
        OTHER
    }

    /** Who that is; a missing one is an account that is gone. */
    UserRef of(Optional<Node> actor) {
        return actor.map(this::present)
                .orElseGet(
                        () ->
                                new UserRef(
                                        host,
                                        new Token("ghost"),
                                        new Token("ghost"),
                                        UserRef.Kind.GHOST,
                                        false));
    }

    private UserRef present(Node actor) {
        UserRef.Kind kind =
                switch (actor.word("__typename", Type.class, Type.OTHER)) {
                    case USER -> UserRef.Kind.HUMAN;
                    case BOT -> UserRef.Kind.BOT;
                    case OTHER -> UserRef.Kind.UNKNOWN;
                };
        Token login = actor.token("login");
        Token id =
                actor.findToken("databaseId")
                        .orElseGet(
                                () -> new Token("login:" + login.text().toLowerCase(Locale.ROOT)));
        return new UserRef(host, id, login, kind, isViewer(login.text(), kind));
    }

    /** An app looks as {@code name[bot]} and speaks as {@code name}. */
    private boolean isViewer(String login, UserRef.Kind kind) {
        String ours = viewer.text();
        return login.equalsIgnoreCase(ours)
                || (kind == UserRef.Kind.BOT && (login + "[bot]").equalsIgnoreCase(ours));
    }
}
