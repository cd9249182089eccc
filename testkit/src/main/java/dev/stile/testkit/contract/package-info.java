/**
 * The contract of a record store as cases with binding names, which any connector runs against
 * itself.
 *
 * <p>In: a world in which the connector meets its server. Out: one test a case, and a matrix in
 * which nothing is blank. Test classes of connectors extend {@link
 * dev.stile.testkit.contract.RecordStoreContract}.
 */
@NullMarked
package dev.stile.testkit.contract;

import org.jspecify.annotations.NullMarked;
