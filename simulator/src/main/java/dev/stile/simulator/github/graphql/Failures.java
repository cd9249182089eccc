package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.json.Json;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Errors of fields, in GitHub's form. */
final class Failures implements DataFetcherExceptionHandler {
    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters parameters) {
        Throwable cause = parameters.getException();
        QueryFailure failure =
                switch (cause) {
                    case QueryFailure known -> known;
                    case Refused refused -> new QueryFailure("FORBIDDEN", refused.what());
                    default -> new QueryFailure("INTERNAL", "Something went wrong: " + cause);
                };
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(
                                GraphqlErrorBuilder.newError()
                                        .message("%s", failure.what())
                                        .path(parameters.getPath())
                                        .location(parameters.getSourceLocation())
                                        .extensions(Map.of("type", failure.type()))
                                        .build())
                        .build());
    }

    static Json.Obj json(QueryFailure failure) {
        return Json.object().put("type", failure.type()).put("message", failure.what()).build();
    }
}
