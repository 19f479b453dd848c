package io.vsgateway.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInLinkTest {
    private static final Duration TTL = Duration.ofMinutes(15);

    private final TestClock clock = new TestClock();
    private final SignInLink link = new SignInLink(TTL, clock, new SecureRandom());

    @Test
    void it_is_good_for_one_use() {
        String secret = link.issue(Lease.LASTING);

        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(link.verify(secret)).contains(new Grant(Role.ADMIN, "sign-in-link", Proof.LINK));
        assertThat(link.verify(secret)).isEmpty();
    }

    @Test
    void of_many_uses_at_once_one_is_granted() throws Exception {
        String secret = link.issue(Lease.LASTING);
        CountDownLatch start = new CountDownLatch(1);
        Callable<Boolean> use =
                () -> {
                    start.await();
                    return link.verify(secret).isPresent();
                };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var uses = IntStream.range(0, 50).mapToObj(_ -> threads.submit(use)).toList();
            start.countDown();

            int granted = 0;
            for (var future : uses) {
                granted += future.get() ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
    }

    @Test
    void it_expires() {
        String secret = link.issue(Lease.LASTING);

        clock.advance(TTL);

        assertThat(link.verify(secret)).isEmpty();
    }

    @Test
    void wrong_texts_leave_it_as_it_was() {
        String secret = link.issue(Lease.LASTING);

        for (String wrong : List.of("", "x", secret + "x", secret.substring(1))) {
            assertThat(link.verify(wrong)).isEmpty();
        }
        assertThat(link.verify(secret)).isPresent();
    }

    @Test
    void without_one_nothing_is_good_and_a_new_one_replaces_the_old() {
        assertThat(link.verify("x")).isEmpty();
        String old = link.issue(Lease.LASTING);

        String next = link.issue(Lease.LASTING);

        assertThat(link.verify(old)).isEmpty();
        assertThat(link.verify(next)).isPresent();
    }
}
