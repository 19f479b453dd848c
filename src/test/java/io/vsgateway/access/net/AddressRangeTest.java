package io.vsgateway.access.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255",
        "10.1.2.3/8, 10.0.0.1",
        "192.168.4.0/22, 192.168.7.255",
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1/32, 192.0.2.1",
        "192.0.2.128/25, 192.0.2.128",
        "0.0.0.0/0, 203.0.113.1",
        "10.0.0.0/8, ::ffff:10.1.1.1",
        "::ffff:10.0.0.0/104, 10.1.1.1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:db8::/32, 2001:db8:ffff::1",
        "2001:db8::/33, 2001:db8:7fff::1",
        "fe80::/10, fe80::1%1",
        "[2001:db8::1], 2001:db8::1",
        "::/0, 2001:db8::1",
    })
    void contains(String range, String address) {
        assertThat(range(range).contains(address(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.0",
        "10.0.0.0/8, 9.255.255.255",
        "192.168.4.0/22, 192.168.8.0",
        "192.168.4.0/22, 192.168.3.255",
        "192.0.2.1, 192.0.2.2",
        "192.0.2.128/25, 192.0.2.127",
        "2001:db8::/33, 2001:db8:8000::1",
        "::1, ::2",
        "0.0.0.0/0, ::1",
        "::/0, 127.0.0.1",
        "::ffff:10.0.0.0/104, 11.0.0.0",
    })
    void does_not_contain(String range, String address) {
        assertThat(range(range).contains(address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "proxy",
                "localhost",
                "example.org/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.256",
                "10.0.0.0/ 8",
                "::1/129",
                "::1/9999999999",
                "::ffff:10.0.0.0/8",
                "10.0.0.0/٨",
                ":::1",
                "1::2::3",
                "10.0.0.1:80",
                "[10.0.0.1]",
                "0x7f.0.0.1",
                "10.0.0.1-10.0.0.9",
            })
    void is_not_a_range(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void a_client_address_is_canonical_and_counts_by_its_site() {
        ClientAddress mapped = ClientAddress.of(address("::ffff:192.0.2.7"));
        ClientAddress six = ClientAddress.of(address("2001:DB8:0:1:aaaa:0:0:1"));

        assertThat(mapped.text()).isEqualTo("192.0.2.7");
        assertThat(mapped.block()).isEqualTo("192.0.2.7");
        assertThat(six.text()).isEqualTo("2001:db8:0:1:aaaa::1");
        assertThat(six.block()).isEqualTo("2001:db8:0:1::/64");
        assertThat(ClientAddress.UNKNOWN.block()).isEqualTo("unknown");
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }

    private static InetAddress address(String text) {
        return ClientAddress.literal(text).orElseThrow();
    }
}
