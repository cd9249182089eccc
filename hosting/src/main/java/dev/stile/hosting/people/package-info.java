/**
 * Who may approve: persons, their roles and the accounts that are theirs.
 *
 * <p>In: a file that the user writes. Out: whether an account is that of an owner or approver, and
 * what account a handle is to mean from now on. Any thread may ask.
 */
@NullMarked
package dev.stile.hosting.people;

import org.jspecify.annotations.NullMarked;
