package dev.stile.core.crash;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** The end of a process that cannot clean up. */
final class Death {
    private static final int SIGKILL = 9;

    private Death() {}

    /** Java refuses to kill itself, so the C library is asked. */
    @SuppressWarnings("restricted")
    static void now() {
        Linker linker = Linker.nativeLinker();
        try {
            int refused =
                    (int)
                            linker.downcallHandle(
                                            linker.defaultLookup().findOrThrow("kill"),
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT,
                                                    ValueLayout.JAVA_INT,
                                                    ValueLayout.JAVA_INT))
                                    .invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
            throw new IllegalStateException("kill answered " + refused);
        } catch (Error | RuntimeException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
