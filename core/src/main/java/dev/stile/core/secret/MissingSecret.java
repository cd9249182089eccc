package dev.stile.core.secret;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

/** The one error of a reference that leads to no secret. */
final class MissingSecret {
    private MissingSecret() {}

    /**
     * @param why in words of ours and the reference's
     * @param command sets it or repairs what is wrong
     */
    static Failure of(Secrets.Wanted wanted, String why, String command) {
        Failure.Builder failure =
                Failure.of(Code.SECRET_MISSING)
                        .headline(
                                "the secret "
                                        + wanted.secret()
                                        + " of "
                                        + wanted.connection()
                                        + " is missing: "
                                        + why)
                        .detail("to set it: " + command)
                        .argument("connection", wanted.connection())
                        .fact("connection", wanted.connection())
                        .fact("secret", wanted.secret());
        wanted.required().ifPresent(each -> failure.detail("to get one: " + each.remedy()));
        return failure.build();
    }
}
