package dev.stile.testkit.contract;

import dev.stile.api.json.Json;

import java.util.function.UnaryOperator;

/** What goes wrong with one request, as the gate would tell it to a connector. */
public sealed interface Fault {
    /** The server gets the request and its answer is lost. */
    record AnswerLost() implements Fault {}

    /** The request never leaves: the server cannot be reached. */
    record NotReached() implements Fault {}

    /** The server answers this status with a text that is no JSON, and does nothing. */
    record Status(int status) implements Fault {}

    /** The server does what is asked and answers 200 with a page of HTML. */
    record Html() implements Fault {}

    /** The server does what is asked and its answer is cut in the middle. */
    record Cut() implements Fault {}

    /** The server does what is asked, and its JSON is changed on the way. */
    record Changed(UnaryOperator<Json> change) implements Fault {}

    /** The server gives the answer that it gave to an earlier request. */
    record TheAnswerOf(Exchange earlier) implements Fault {}
}
