package io.vsgateway.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    @Test
    void what_is_sent_is_masked() {
        byte[] text = "/time".getBytes(StandardCharsets.UTF_8);

        var frame = ByteBuffer.wrap(new Frame(Frame.TEXT, true, text).masked(0x01020304));

        assertThat(frame.get()).isEqualTo((byte) 0x81);
        assertThat(frame.get()).isEqualTo((byte) 0x85);
        assertThat(frame.getInt()).isEqualTo(0x01020304);
        byte[] masked = new byte[frame.remaining()];
        frame.get(masked);
        assertThat(masked).containsExactly('/' ^ 1, 't' ^ 2, 'i' ^ 3, 'm' ^ 4, 'e' ^ 1);
    }

    @ParameterizedTest
    @CsvSource({"125, 6", "126, 8", "65535, 8", "65536, 14"})
    void a_longer_frame_says_its_length_in_more_bytes(int length, int header) {
        byte[] frame = new Frame(Frame.BINARY, false, new byte[length]).masked(0);

        assertThat(frame).hasSize(header + length).startsWith(0x02);
        var said = ByteBuffer.wrap(frame, 1, 9);
        assertThat(
                        switch (said.get() & 0x7F) {
                            case 126 -> said.getShort() & 0xFFFF;
                            case 127 -> said.getLong();
                            default -> frame[1] & 0x7F;
                        })
                .isEqualTo(length);
    }
}
