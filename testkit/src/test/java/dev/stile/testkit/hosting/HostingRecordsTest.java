package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.LastCheck;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Tri;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.testkit.Proves;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The types that the methods of a host speak with, as their signatures name them. */
@Proves("GH-8")
final class HostingRecordsTest {
    private static final RepoRef REPO = new RepoRef(new HostId("code.example"), "acme/web");

    /** Values of what is checked when it is made, or is made elsewhere. */
    private static final Map<Class<?>, Object> SAMPLES =
            Map.ofEntries(
                    Map.entry(String.class, "text"),
                    Map.entry(boolean.class, true),
                    Map.entry(int.class, 1),
                    Map.entry(long.class, 1L),
                    Map.entry(RepoRef.class, REPO),
                    Map.entry(HostId.class, REPO.host()),
                    Map.entry(PrRef.class, new PrRef(REPO, 1)),
                    Map.entry(Sha.class, new Sha("a".repeat(40))),
                    Map.entry(Token.class, new Token("t")),
                    Map.entry(BranchName.class, new BranchName("main")),
                    Map.entry(URI.class, URI.create("https://code.example/x")),
                    Map.entry(Instant.class, Instant.EPOCH),
                    Map.entry(Moment.class, new Moment(Instant.EPOCH)),
                    Map.entry(IdempotencyKey.class, new IdempotencyKey("k")),
                    Map.entry(Untainted.class, UserInput.trusted("text")),
                    Map.entry(Tainted.class, Tainted.of("text", Label.outside(Scope.of("work")))),
                    Map.entry(Optional.class, Optional.empty()),
                    Map.entry(OptionalInt.class, OptionalInt.empty()));

    private static final Set<Class<?>> TYPES = named();

    /** What the public methods name, what that is made of, and the cases of what is sealed. */
    private static Set<Class<?>> named() {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Method method :
                Stream.of(GitHost.class, Beside.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .toList()) {
            if (Modifier.isPublic(method.getModifiers())) {
                add(method.getGenericReturnType(), found);
                Arrays.stream(method.getGenericParameterTypes()).forEach(each -> add(each, found));
            }
        }
        return found;
    }

    private static void add(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            add(generic.getRawType(), found);
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> add(each, found));
        } else if (type instanceof Class<?> plain
                && plain.getPackage() == GitHost.class.getPackage()
                && plain != HostServices.class
                && plain != Beside.class
                && plain != LastCheck.class
                && found.add(plain)) {
            if (plain.isSealed()) {
                Arrays.stream(plain.getPermittedSubclasses()).forEach(each -> add(each, found));
            }
            if (plain.isRecord()) {
                Arrays.stream(plain.getRecordComponents())
                        .forEach(part -> add(part.getGenericType(), found));
            }
        }
    }

    private static List<RecordComponent> components() {
        return TYPES.stream()
                .filter(Class::isRecord)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .toList();
    }

    @Test
    void eachIsARecordAnEnumOrASealedInterface() {
        assertThat(TYPES)
                .contains(PRStatus.class, ReviewStatus.class, Tri.class, PrEvent.PrMerged.class)
                .hasSizeGreaterThan(40)
                .allMatch(
                        type ->
                                type.isRecord()
                                        || type.isEnum()
                                        || type.isInterface() && type.isSealed());
    }

    @Test
    void noFieldMayBeNullAndNoneIsAnArray() {
        assertThat(components())
                .hasSizeGreaterThan(100)
                .noneMatch(part -> isNullable(part.getAnnotatedType()))
                .noneMatch(part -> part.getType().isArray());
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    @Test
    void whatAMakerChangesLaterChangesNothing() throws Exception {
        int seen = 0;
        for (Class<?> type : TYPES) {
            if (type.isRecord() && !SAMPLES.containsKey(type)) {
                seen += ownsItsCollections(type);
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    /** How many it has. */
    private static int ownsItsCollections(Class<?> type) throws Exception {
        Object made = make(type);
        int seen = 0;
        for (RecordComponent part : type.getRecordComponents()) {
            Method accessor = part.getAccessor();
            accessor.setAccessible(true);
            Object kept = accessor.invoke(made);
            if (kept instanceof Collection<?> collection) {
                assertThat(collection).as("%s", part).isUnmodifiable();
                seen++;
            } else if (kept instanceof Map<?, ?> map) {
                assertThat(map).as("%s of %s", part.getName(), type).isUnmodifiable();
                seen++;
            }
        }
        return seen;
    }

    private static Object sample(Class<?> type) throws Exception {
        Object known = SAMPLES.get(type);
        if (known != null) {
            return known;
        }
        if (type == List.class) {
            return new ArrayList<>();
        }
        if (type == Set.class) {
            return new HashSet<>();
        }
        if (type == Map.class) {
            return new HashMap<>();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isSealed()) {
            return sample(type.getPermittedSubclasses()[0]);
        }
        return make(type);
    }

    private static Object make(Class<?> type) throws Exception {
        List<Class<?>> shape = new ArrayList<>();
        List<Object> given = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            shape.add(part.getType());
            given.add(sample(part.getType()));
        }
        Constructor<?> maker = type.getDeclaredConstructor(shape.toArray(Class<?>[]::new));
        maker.setAccessible(true);
        return maker.newInstance(given.toArray());
    }
}
