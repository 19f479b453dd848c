package io.vsgateway.bench.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.websocket.RawServer;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void frames_are_found_wherever_the_bytes_are_split() throws Exception {
        byte[] all =
                concat(
                        frame(1, 5),
                        frame(9, 0),
                        frame(1, 125),
                        frame(1, 126),
                        frame(10, 3),
                        frame(1, 70_000));
        FrameReader.read(all, 0, all.length, this::note);
        List<String> whole = List.copyOf(seen);
        assertThat(whole).containsExactly("1:5", "9:0", "1:125", "1:126", "10:3", "1:70000");

        // Between 300 and the end there is nothing but the last frame's payload.
        for (int split = 0; split <= 400; split++) {
            seen.clear();
            int used = FrameReader.read(all, 0, split, this::note);
            assertThat(FrameReader.read(all, used, all.length, this::note)).isEqualTo(all.length);
            assertThat(seen).as("split at %d", split).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void a_frame_that_lacks_its_last_byte_is_left_for_later(int length) throws Exception {
        byte[] frame = frame(1, length);

        assertThat(FrameReader.read(frame, 0, frame.length - 1, this::note)).isZero();
        assertThat(seen).isEmpty();
        assertThat(FrameReader.read(frame, 0, frame.length, this::note)).isEqualTo(frame.length);
        assertThat(seen).containsExactly("1:" + length);
    }

    @Test
    void what_a_server_may_not_send_is_refused() {
        assertThatThrownBy(() -> read(0x81, 0x81, 0, 0, 0, 0, 'x'))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read(0xC1, 0x01, 'x')).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read(0x81, 127, 0, 0, 0, 0, 0, 0x10, 0, 0))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read(0x81, 127, 0xFF, 0, 0, 0, 0, 0, 0, 0))
                .isInstanceOf(ProtocolException.class);
    }

    private void read(int... values) throws ProtocolException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        FrameReader.read(bytes, 0, bytes.length, this::note);
    }

    private void note(int opcode, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(bytes[i]).isEqualTo((byte) 'x');
        }
        seen.add(opcode + ":" + (to - from));
    }

    private static byte[] frame(int opcode, int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 'x');
        return RawServer.frame(0x80 | opcode, payload);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
