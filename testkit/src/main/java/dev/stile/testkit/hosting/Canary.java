package dev.stile.testkit.hosting;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A secret that sings wherever it comes out, also in the forms that it may have taken. */
final class Canary {
    private final Set<String> forms = new LinkedHashSet<>();

    Canary(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        for (String user : new String[] {"x-access-token:", "oauth2:", "git:", ":", "x:"}) {
            byte[] basic = (user + secret).getBytes(StandardCharsets.UTF_8);
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(basic));
        }
    }

    /** Where it sings, if it does: what stands before it. */
    Optional<String> in(String text) {
        return forms.stream()
                .map(text::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .map(at -> text.substring(Math.max(0, at - 80), at));
    }
}
