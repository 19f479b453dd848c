package io.vsgateway.access.net;

import static io.vsgateway.access.TestRequest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final String PROXY = "10.0.0.1";

    @Test
    void a_client_without_an_origin_is_no_browser() {
        assertThat(allows(request().header("host", "localhost:8080"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080",
        "http://example.org, example.org",
        "http://example.org, example.org:80",
        "http://example.org:80, example.org",
        "https://example.org, example.org",
        "https://example.org, example.org:443",
        "https://EXAMPLE.org, Example.ORG",
        "http://[::1]:8080, [::1]:8080",
        "http://127.0.0.1:8080, 127.0.0.1:8080",
    })
    void the_gateways_own_page_is_allowed(String origin, String host) {
        assertThat(allows(request().header("origin", origin).header("host", host))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081, localhost:8080",
        "http://evil.example, localhost:8080",
        "http://localhost, localhost:8080",
        "https://example.org, example.org:80",
        "http://example.org.evil.example, example.org",
        "http://example.org@evil.example, example.org",
        "http://user@example.org, example.org",
        "http://example.org/, example.org",
        "http://example.org?, example.org",
        "http://example.org#x, example.org",
        "example.org, example.org",
        "//example.org, example.org",
        "http:example.org, example.org",
        "http://, example.org",
        "http://example.org:99999, example.org:99999",
        "null, null",
        "file://, localhost",
        "'', localhost",
    })
    void other_pages_are_refused(String origin, String host) {
        assertThat(allows(request().header("origin", origin).header("host", host))).isFalse();
    }

    @Test
    void a_page_is_refused_if_the_host_is_missing_repeated_or_broken() {
        assertThat(allows(page("http://a.b"))).isFalse();
        assertThat(allows(page("http://a.b").header("host", "a.b").header("host", "a.b")))
                .isFalse();
        assertThat(allows(page("http://a.b").header("host", "a.b/x"))).isFalse();
        assertThat(allows(page("http://a.b").header("host", ""))).isFalse();
    }

    @Test
    void two_origins_are_refused() {
        TestRequest request =
                page("http://a.b").header("origin", "http://a.b").header("host", "a.b");

        assertThat(allows(request)).isFalse();
    }

    @Test
    void a_trusted_proxy_tells_the_host_and_the_scheme_that_were_called() {
        assertThat(allows(proxied("https://example.org"))).isTrue();
        assertThat(allows(proxied("http://example.org"))).isFalse();
        assertThat(allows(proxied("https://backend:8080"))).isFalse();
    }

    @Test
    void of_several_proxies_the_nearest_counts() {
        TestRequest request =
                page("https://example.org")
                        .from(PROXY)
                        .header("host", "backend:8080")
                        .header("x-forwarded-host", "evil.example, example.org")
                        .header("x-forwarded-proto", "http,HTTPS");

        assertThat(allows(request)).isTrue();
    }

    @Test
    void a_proxy_that_keeps_the_host_needs_no_header() {
        assertThat(allows(page("https://a.b").from(PROXY).header("host", "a.b"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org:8443, example.org, '', true",
        "https://example.org:8443, example.org, '', true",
        "https://example.org:8443, example.org, 8443, true",
        "https://example.org:8443, example.org, 9000, false",
        "https://other.example:8443, example.org, '', false",
        "https://example.org:8443, example.org:8080, '', false",
        "https://example.org.evil.example:8443, example.org, '', false",
        "http://[::1]:8443, [::1], '', true",
        "http://[::1]:8443, [::2], '', false",
    })
    void a_trusted_proxy_may_pass_on_the_host_without_its_port(
            String origin, String host, String port, boolean allowed) {
        TestRequest request = page(origin).header("host", host).header("x-forwarded-port", port);

        assertThat(allows(request.from(PROXY))).isEqualTo(allowed);
        assertThat(allows(request.from("192.0.2.1"))).isFalse();
    }

    @Test
    void a_refusal_names_origin_and_host_and_nothing_that_could_do_harm_in_a_log() {
        TestRequest request =
                page("http://evil.example:1\u001b[31m\r\n" + "x".repeat(500)).header("host", "a.b");

        assertThat(Origins.of(List.of(), TrustedProxies.of(List.of())).explain(request.head()))
                .contains(
                        "origin http://evil.example:1?[31m??xxx", "host a.b", "VS_ALLOWED_ORIGINS")
                .hasSizeLessThan(400);
    }

    @Test
    void anybody_elses_forwarded_host_is_ignored() {
        TestRequest request =
                page("https://evil.example")
                        .header("host", "example.org")
                        .header("x-forwarded-host", "evil.example");

        assertThat(allows(request)).isFalse();
    }

    @Test
    void configured_origins_are_allowed_exactly() {
        String[] allowed = {"https://panel.example", " http://localhost:5173 ", "app://desk"};

        assertThat(allows(page("https://panel.example"), allowed)).isTrue();
        assertThat(allows(page("https://panel.example:443"), allowed)).isTrue();
        assertThat(allows(page("http://localhost:5173"), allowed)).isTrue();
        assertThat(allows(page("app://desk"), allowed)).isTrue();
        assertThat(allows(page("http://panel.example"), allowed)).isFalse();
        assertThat(allows(page("https://panel.example:8443"), allowed)).isFalse();
        assertThat(allows(page("https://sub.panel.example"), allowed)).isFalse();
        assertThat(allows(page("http://localhost"), allowed)).isFalse();
    }

    @Test
    void a_star_allows_all() {
        assertThat(allows(page("http://evil.example"), "https://a.b", "*")).isTrue();
        assertThat(allows(page("null"), "*")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "https://example.org/",
                "https://*.example.org",
                "null",
                "",
                "https://a b"
            })
    void an_entry_that_is_no_origin_is_an_error_that_names_the_variable(String entry) {
        assertThatThrownBy(() -> allows(request(), entry))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_ALLOWED_ORIGINS has '" + entry + "'");
    }

    private static TestRequest page(String origin) {
        return request().header("origin", origin);
    }

    private static TestRequest proxied(String origin) {
        return page(origin)
                .from(PROXY)
                .header("host", "backend:8080")
                .header("x-forwarded-host", "example.org")
                .header("x-forwarded-proto", "https");
    }

    private static boolean allows(TestRequest request, String... allowed) {
        TrustedProxies proxies = TrustedProxies.of(List.of(PROXY));
        return Origins.of(List.of(allowed), proxies).allows(request.head());
    }
}
