package io.vsgateway.access;

import io.vsgateway.access.net.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds the head of a request.
public final class TestRequest {
    private final Map<String, List<String>> headers = new HashMap<>();
    private @Nullable String peer = "203.0.113.9";
    private @Nullable String query;

    public static TestRequest request() {
        return new TestRequest();
    }

    public TestRequest from(@Nullable String address) {
        peer = address;
        return this;
    }

    TestRequest query(String raw) {
        query = raw;
        return this;
    }

    public TestRequest header(String name, String value) {
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        return this;
    }

    public RequestHead head() {
        return new RequestHead(peer, query, name -> headers.getOrDefault(name, List.of()));
    }

    Credential credential() {
        return Credential.of(head());
    }
}
