package io.vsgateway.rest;

import io.vsgateway.access.Caller;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/// The caller of the current REST request: inject it into a resource. The filter sets it before the
/// resource method runs.
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    /// Who calls.
    ///
    /// @throws IllegalStateException in a method that is [AllowedToAnyone]
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("nobody was asked for in this request");
        }
        return caller;
    }

    void set(Caller caller) {
        this.caller = caller;
    }
}
