package dev.stile.flow.webhook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one kind of sender signs its deliveries and what it says in them. Data: see {@code
 * presets.json}.
 *
 * @param title for people
 * @param documentation where the sender says all this
 * @param bodyLimit most bytes of a body
 * @param forms tried by the secret: the first whose prefix it has
 */
public record Preset(
        String slug,
        String title,
        List<String> documentation,
        int bodyLimit,
        List<Form> forms,
        Optional<Challenge> challenge,
        Mapping mapping) {
    /** The one that is described by settings. */
    public static final String GENERIC = "generic";

    /**
     * A delivery that only asks for an answer.
     *
     * @param place what tells it
     * @param equal what stands there then
     * @param answer what is to be sent back
     */
    record Challenge(Place place, String equal, Place answer) {}

    /**
     * Where the parts of a payload are; the first place that has something counts.
     *
     * @param key what must stay in order
     * @param source the vendor's ids, by our names
     */
    record Mapping(
            List<Place> event,
            List<Place> action,
            List<Place> sender,
            List<Place> url,
            List<Place> message,
            List<Place> time,
            List<Place> key,
            Map<String, List<Place>> source) {}

    public Preset {
        documentation = List.copyOf(documentation);
        forms = List.copyOf(forms);
    }

    /** The form for a secret that begins so. */
    Optional<Form> form(byte[] secret) {
        return forms.stream()
                .filter(form -> Bytes.startsWith(secret, form.secretPrefix()))
                .findFirst();
    }

    /** The same with another way of signing. */
    Preset withForm(Form form) {
        return new Preset(slug, title, documentation, bodyLimit, List.of(form), challenge, mapping);
    }
}
