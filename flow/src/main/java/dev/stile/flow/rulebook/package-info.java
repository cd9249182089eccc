/**
 * The book of rules: documents are read, checked against their surroundings, stored in versions,
 * and compiled once.
 *
 * <p>In: documents of people, and what they decide about them. Out: the rules in force, and why an
 * event was taken or not. Commands write; the router and the deliveries read.
 */
@NullMarked
package dev.stile.flow.rulebook;

import org.jspecify.annotations.NullMarked;
