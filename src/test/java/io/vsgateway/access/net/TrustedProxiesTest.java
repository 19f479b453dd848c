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

class TrustedProxiesTest {
    private static final String PROXY = "10.0.0.1";

    private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", " fd00::/8 "));

    @Test
    void without_a_trusted_proxy_the_client_is_the_peer_whatever_the_headers_say() {
        TestRequest request =
                request()
                        .from("203.0.113.9")
                        .header("x-forwarded-for", "198.51.100.1")
                        .header("forwarded", "for=198.51.100.1")
                        .header("x-real-ip", "198.51.100.1");

        assertThat(client(request)).isEqualTo("203.0.113.9");
        assertThat(proxies.sent(request.head())).isFalse();
    }

    @Test
    void a_proxy_without_headers_is_the_client() {
        assertThat(client(request().from(PROXY))).isEqualTo(PROXY);
    }

    @Test
    void a_mapped_peer_is_an_ipv4_peer() {
        TestRequest request =
                request().from("::ffff:10.0.0.1").header("x-forwarded-for", "198.51.100.1");

        assertThat(client(request)).isEqualTo("198.51.100.1");
    }

    @Test
    void a_peer_without_an_address_is_unknown() {
        assertThat(client(request().from(null))).isEqualTo("unknown");
        assertThat(client(request().from("/run/vs.sock"))).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1                              | 198.51.100.1",
                "6.6.6.6, 198.51.100.1                     | 198.51.100.1",
                "6.6.6.6, 198.51.100.1, 10.9.9.9, fd00::1  | 198.51.100.1",
                "garbage, 198.51.100.1                     | 198.51.100.1",
                "198.51.100.1:4711                         | 198.51.100.1",
                "[2001:db8::1]:4711                        | 2001:db8::1",
                "2001:DB8::1                               | 2001:db8::1",
                "[2001:db8::1]                             | 2001:db8::1",
                "::ffff:198.51.100.1                       | 198.51.100.1",
                "10.1.1.1, 10.2.2.2                        | 10.1.1.1",
            })
    void the_client_is_the_first_untrusted_address_from_the_right(String hops, String client) {
        assertThat(client(request().from(PROXY).header("x-forwarded-for", hops))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "unknown",
                "198.51.100.1,",
                "198.51.100.1, garbage",
                "localhost",
                "198.51.100.1, , 10.1.1.1",
                "198.51.100.1, 10.1.1.1 10.2.2.2",
                "198.51.100",
                "1",
                "[198.51.100.1]",
                ":80",
                "198.51.100.1\u0000",
                "_hidden",
            })
    void garbage_on_the_way_leaves_the_peer(String hops) {
        assertThat(client(request().from(PROXY).header("x-forwarded-for", hops))).isEqualTo(PROXY);
    }

    @Test
    void a_header_that_is_repeated_is_one_list() {
        TestRequest request =
                request()
                        .from(PROXY)
                        .header("x-forwarded-for", "6.6.6.6")
                        .header("x-forwarded-for", "198.51.100.1, 10.3.3.3");

        assertThat(client(request)).isEqualTo("198.51.100.1");
    }

    @Test
    void thirty_two_hops_are_walked_and_no_more() {
        String trusted = ", 10.0.0.2";

        assertThat(client(chain("198.51.100.1" + trusted.repeat(31)))).isEqualTo("198.51.100.1");
        assertThat(client(chain("198.51.100.1" + trusted.repeat(32)))).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.1                                      | 198.51.100.1",
                "For=\"198.51.100.1:80\";proto=https;by=10.0.0.1       | 198.51.100.1",
                "proto=https ; FOR = x, for=198.51.100.1               | 198.51.100.1",
                "for=6.6.6.6, for=198.51.100.1;host=a.b, for=10.2.2.2  | 198.51.100.1",
                "for=\"[2001:db8::1]:4711\"                            | 2001:db8::1",
                "for=_hidden, for=198.51.100.1                         | 198.51.100.1",
                "host=\"a,for=6.6.6.6\";for=198.51.100.1               | 198.51.100.1",
                "proto=https;host=example.org                          | 10.0.0.1",
                "for=unknown                                           | 10.0.0.1",
                "for=198.51.100.1, for=_hidden                         | 10.0.0.1",
                "for=198.51.100.1, by=10.2.2.2                         | 10.0.0.1",
                "for=\"198.51.100.1                                    | 10.0.0.1",
                "for=                                                  | 10.0.0.1",
                "for=198.51.100.1,                                     | 10.0.0.1",
            })
    void forwarded_is_read_as_rfc_7239_has_it(String value, String client) {
        assertThat(client(request().from(PROXY).header("forwarded", value))).isEqualTo(client);
    }

    @Test
    void a_real_ip_alone_is_believed() {
        assertThat(client(request().from(PROXY).header("x-real-ip", "198.51.100.1")))
                .isEqualTo("198.51.100.1");
        assertThat(client(request().from(PROXY).header("x-real-ip", "10.7.7.7")))
                .isEqualTo("10.7.7.7");
    }

    @Test
    void a_real_ip_that_is_repeated_or_garbage_leaves_the_peer() {
        TestRequest twice =
                request()
                        .from(PROXY)
                        .header("x-real-ip", "198.51.100.1")
                        .header("x-real-ip", "198.51.100.1");

        assertThat(client(twice)).isEqualTo(PROXY);
        assertThat(client(request().from(PROXY).header("x-real-ip", "nobody"))).isEqualTo(PROXY);
    }

    @Test
    void headers_that_agree_are_believed() {
        TestRequest request =
                request()
                        .from(PROXY)
                        .header("x-forwarded-for", "6.6.6.6, 198.51.100.1")
                        .header("forwarded", "for=198.51.100.1;proto=https")
                        .header("x-real-ip", "198.51.100.1");

        assertThat(client(request)).isEqualTo("198.51.100.1");
    }

    @Test
    void a_real_ip_that_is_a_proxy_in_between_does_not_hide_the_client() {
        TestRequest request =
                request()
                        .from(PROXY)
                        .header("x-forwarded-for", "198.51.100.1, 10.5.5.5")
                        .header("x-real-ip", "10.5.5.5");

        assertThat(client(request)).isEqualTo("198.51.100.1");
    }

    @Test
    void a_forged_header_beside_the_true_one_leaves_the_peer() {
        TestRequest request =
                request()
                        .from(PROXY)
                        .header("x-forwarded-for", "6.6.6.6")
                        .header("x-real-ip", "198.51.100.1");

        assertThat(client(request)).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "10.0.0.0/99", "", "https://10.0.0.1"})
    void an_entry_that_is_no_range_is_an_error_that_names_the_variable(String entry) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.1", entry)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_TRUSTED_PROXIES has '" + entry + "'");
    }

    private static TestRequest chain(String hops) {
        return request().from(PROXY).header("x-forwarded-for", hops);
    }

    private String client(TestRequest request) {
        return proxies.clientOf(request.head()).text();
    }
}
