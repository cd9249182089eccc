package dev.stile.git.surface;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.store.RecordStore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes single calls of a store fail, before or behind what they do. */
final class TrackerFaults {
    private final List<Fault> faults = new ArrayList<>();

    private record Fault(
            String method, String about, boolean behind, Supplier<ConnectorException> error) {}

    /** The next call of that method fails and does nothing. */
    void refuse(String method, Supplier<ConnectorException> error) {
        refuse(method, "", error);
    }

    /** The next call of that method about a record fails and does nothing. */
    void refuse(String method, String record, Supplier<ConnectorException> error) {
        faults.add(new Fault(method, record, false, error));
    }

    /** The next call of that method takes effect, and fails. */
    void failBehind(String method, Supplier<ConnectorException> error) {
        faults.add(new Fault(method, "", true, error));
    }

    RecordStore over(RecordStore store) {
        return (RecordStore)
                Proxy.newProxyInstance(
                        RecordStore.class.getClassLoader(),
                        new Class<?>[] {RecordStore.class},
                        (proxy, method, arguments) -> {
                            Fault due = take(method.getName(), arguments);
                            if (due != null && !due.behind()) {
                                throw due.error().get();
                            }
                            try {
                                Object result = method.invoke(store, arguments);
                                if (due != null) {
                                    throw due.error().get();
                                }
                                return result;
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
    }

    private synchronized Fault take(String method, Object[] arguments) {
        for (Fault fault : faults) {
            boolean about =
                    fault.about().isEmpty() || arguments[1].toString().equals(fault.about());
            if (fault.method().equals(method) && about) {
                faults.remove(fault);
                return fault;
            }
        }
        return null;
    }
}
