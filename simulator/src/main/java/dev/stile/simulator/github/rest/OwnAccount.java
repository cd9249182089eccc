package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.json.Json;

import java.util.List;

/** What an account sees of itself. */
final class OwnAccount {
    private OwnAccount() {}

    static Json.Obj of(Json.Obj shown, Account account) {
        var object = Json.object().putAll(shown).put("name", account.login());
        for (String text : List.of("company", "location", "email", "hireable", "bio")) {
            object.put(text, new Json.Null());
        }
        for (String count : List.of("public_repos", "public_gists", "followers", "following")) {
            object.put(count, 0);
        }
        return object.put("blog", "")
                .put("created_at", "2020-01-01T00:00:00Z")
                .put("updated_at", "2020-01-01T00:00:00Z")
                .build();
    }
}
