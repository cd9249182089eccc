package dev.stile.api.hosting;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;

import java.util.List;

/** Texts that end with the hidden line of their key. Stateless. */
public final class MarkedText {
    private MarkedText() {}

    /**
     * Goes on only if what was said under a key is what is to be said under it now. Line ends and
     * what is blank at the end do not count, since hosts change both, nor does the hidden line, in
     * which a repository may have its former name.
     *
     * @param said of which it is known that its mark fits
     * @param marked what is to be said, with its hidden line
     * @throws Invalid naming {@code key}
     */
    public static void requireSame(Tainted<String> said, String marked) {
        String wanted = unmarked(marked);
        Tri same = said.checked(text -> new Fact<>(Tri.of(unmarked(text).equals(wanted)))).answer();
        if (same != Tri.YES) {
            throw new Invalid("key", "another text was said under it", List.of());
        }
    }

    private static String unmarked(String text) {
        String plain = text.replace("\r\n", "\n").stripTrailing();
        return plain.substring(0, Math.max(0, plain.lastIndexOf('\n'))).stripTrailing();
    }
}
