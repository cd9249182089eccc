package dev.stile.testkit.compile;

import dev.stile.api.error.StileException;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Checked;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Walks what the methods of a type give, and finds values that could carry text from outside and
 * are not tainted.
 */
final class OutsideValues {
    private final List<String> bare = new ArrayList<>();
    private final Set<String> walked = new HashSet<>();

    private OutsideValues() {}

    /** Places of bare values, such as {@code Listing.end() > Truncated.by: String}. */
    static List<String> bareIn(Collection<Class<?>> types) {
        OutsideValues walk = new OutsideValues();
        types.forEach(walk::methodsOf);
        return walk.bare;
    }

    private void methodsOf(Class<?> type) {
        Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Object.class)
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .forEach(
                        method ->
                                walk(type.getSimpleName() + "." + method.getName() + "()", method));
    }

    private void walk(String place, Method method) {
        walk(place, method.getGenericReturnType());
    }

    private void walk(String place, Type type) {
        switch (type) {
            case Class<?> plain -> walkClass(place, plain);
            case ParameterizedType generic -> walkGeneric(place, generic);
            case WildcardType wild ->
                    Arrays.stream(wild.getUpperBounds()).forEach(bound -> walk(place, bound));
            default -> bare.add(place + ": " + type);
        }
    }

    private void walkGeneric(String place, ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == Tainted.class || raw == Untainted.class || Checked.class.isAssignableFrom(raw)) {
            return;
        }
        if (raw == Optional.class || Collection.class.isAssignableFrom(raw) || raw == Map.class) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(inner -> walk(place, inner));
        } else {
            bare.add(place + ": " + generic);
        }
    }

    private void walkClass(String place, Class<?> type) {
        if (isHarmless(type)) {
            return;
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                walkClass(place, permitted);
            }
        } else if (type.isRecord()) {
            walkComponents(place, type);
        } else if (type.isInterface() && type.getName().startsWith("dev.stile.api.")) {
            if (walked.add(type.getName())) {
                methodsOf(type);
            }
        } else {
            bare.add(place + ": " + type.getSimpleName());
        }
    }

    private void walkComponents(String place, Class<?> type) {
        if (walked.add(type.getName())) {
            for (RecordComponent component : type.getRecordComponents()) {
                walk(
                        place + " > " + type.getSimpleName() + "." + component.getName(),
                        component.getGenericType());
            }
        }
    }

    /** Numbers and names of ours carry no text; an error keeps what a server said tainted. */
    private static boolean isHarmless(Class<?> type) {
        return type.isPrimitive()
                || type == OptionalLong.class
                || type.isEnum()
                || StileException.class.isAssignableFrom(type)
                || Checked.class.isAssignableFrom(type);
    }
}
