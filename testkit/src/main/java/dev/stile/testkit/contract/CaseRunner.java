package dev.stile.testkit.contract;

import dev.stile.api.store.Feature;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs one case in a scene of its own, and writes down how it ended. */
final class CaseRunner {
    private final Function<Scene, Object> group;
    private final Method method;
    private final ContractWorld world;
    private final Matrix matrix;

    private CaseRunner(
            Function<Scene, Object> group, Method method, ContractWorld world, Matrix matrix) {
        this.group = group;
        this.method = method;
        this.world = world;
        this.matrix = matrix;
    }

    static Stream<CaseRunner> casesOf(
            Function<Scene, Object> group, ContractWorld world, Matrix matrix) {
        return Arrays.stream(
                        group.apply(new Scene(world, matrix.random("")))
                                .getClass()
                                .getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Case.class))
                .map(method -> new CaseRunner(group, method, world, matrix));
    }

    CaseName name() {
        CaseName name = CaseName.valueOf(marked().value());
        if (!name.title().equals(method.getName())) {
            throw new IllegalStateException(
                    method + " is not called as the contract calls " + name);
        }
        return name;
    }

    void run() throws Throwable {
        try {
            matrix.set(name(), runOrSayOff());
        } catch (NotRun reason) {
            matrix.set(name(), "not run (" + reason.getMessage() + ")");
            throw reason;
        } catch (Throwable failed) {
            matrix.set(name(), "FAILED");
            throw failed;
        }
    }

    private String runOrSayOff() throws Throwable {
        Scene scene = new Scene(world, matrix.random(marked().value()));
        world.cannotRun(marked().value())
                .ifPresent(
                        reason -> {
                            throw new NotRun(reason);
                        });
        List<Feature> off =
                Arrays.stream(marked().needs()).filter(feature -> !scene.offers(feature)).toList();
        if (!off.isEmpty()) {
            for (Feature feature : off) {
                new OffFeature(scene).isRefusedWithoutARequest(feature);
            }
            return "off " + off + ", and refused as it must be";
        }
        invoke(group.apply(scene));
        return "passed";
    }

    private void invoke(Object cases) throws Throwable {
        try {
            method.invoke(cases);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private Case marked() {
        return method.getAnnotation(Case.class);
    }
}
