package dev.stile.core.connection;

/**
 * How connections learn about an address without touching the network themselves. The gate
 * implements it.
 */
@FunctionalInterface
public interface AddressInspector {
    /**
     * Parses the address and resolves its host; sends nothing to it.
     *
     * @throws dev.stile.core.error.Failure if it is not one unambiguous address
     */
    AddressFinding inspect(String address);
}
