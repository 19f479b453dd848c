package io.vsgateway.access.keys;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The caller on the wire.
@Schema(description = "Who is calling")
record Me(
        @Schema(description = "What the caller may do", examples = "admin") String role,
        @Schema(description = "A stable name of the credential", examples = "admin-key")
                String name) {}
