package dev.stile.flow.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** A pattern of a schema, matched in time linear in the text. */
final class LinearPattern {
    /** The pattern needs what no linear engine has, such as a back reference. */
    static final class NotLinear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotLinear(PatternSyntaxException cause) {
            super(cause);
        }
    }

    private LinearPattern() {}

    static RegularExpression of(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return text -> compiled.matcher(text).find();
        } catch (PatternSyntaxException broken) {
            throw new NotLinear(broken);
        }
    }
}
