package dev.stile.flow.process.child;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Two calls of the C library for which Java has no word. Any thread may call. */
final class SystemLibrary {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private static final int OWNER_ONLY = 0600;

    private final MethodHandle kill;
    private final MethodHandle mkfifo;

    @SuppressWarnings("restricted")
    SystemLibrary() {
        Linker linker = Linker.nativeLinker();
        this.kill =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        this.mkfifo =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("mkfifo"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }

    /** Signals a whole group; nobody in it is fine. */
    void signalGroup(long group, int signal) {
        signal(-group, signal);
    }

    /** Signals one process; that it is gone is fine. */
    void signal(long process, int signal) {
        try {
            int ignored = (int) kill.invokeExact((int) process, signal);
        } catch (Error | RuntimeException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes a pipe with a name, for its owner only. Returns whether it could. */
    boolean makePipe(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path.toString());
            return (int) mkfifo.invokeExact(name, OWNER_ONLY) == 0;
        } catch (Error | RuntimeException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
