package dev.stile.git.broken;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Token;

/** Breaks the rule that a token carries no free text out of taint. */
final class CarriesTextOut {
    String untainted(Tainted<String> text) {
        return text.checked(Token::new).text();
    }
}
