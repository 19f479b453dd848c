package io.vsgateway.fanout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vsgateway.Patience;
import io.vsgateway.TestSettings;
import io.vsgateway.deploy.Tool;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The ways in which a Redis is set up other than one server that anyone may use: each with real
/// servers, and with what happens when the master changes.
@ExtendWith(Patience.class)
class RedisServersTest {
    private static final TopicName TOPIC = TopicName.of("room:one");
    private static final Bounds BOUNDS = new Bounds(100, 100_000, Duration.ofHours(1));

    private static Vertx vertx;

    @TempDir Path folder;

    /// The last that was opened is closed first.
    private final List<AutoCloseable> open = new ArrayList<>();

    private final List<Position> ends = new CopyOnWriteArrayList<>();
    private final List<Position> renewals = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private RedisServer server(String... options) {
        return opened(RedisServer.start(folderOfItsOwn(), options));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private Path folderOfItsOwn() {
        try {
            return Files.createDirectory(folder.resolve("redis" + open.size()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RedisFanout gateway(String urls, String... settings) {
        RedisSettings read =
                TestSettings.of(
                        RedisSettings.class,
                        Stream.concat(
                                        Stream.of("vs.redis.patience", "20s"),
                                        Arrays.stream(settings))
                                .toArray(String[]::new));
        return opened(
                new RedisFanout(
                        vertx, urls, read, Seal.none(), "n" + open.size(), _ -> BOUNDS, 20));
    }

    private void follow(RedisFanout gateway) {
        gateway.follow(
                new Fanout.Listener() {
                    @Override
                    public boolean entry(Entry entry) {
                        return ends.add(entry.position());
                    }

                    @Override
                    public void renew(Recollection memory) {
                        renewals.add(memory.end());
                    }
                });
    }

    private static Placement place(RedisFanout gateway) throws Exception {
        EventBody body = EventBody.of("e", JsonNodeFactory.instance.objectNode());
        var event = new Change.Publication(List.of(TOPIC), body, null, null);
        return gateway.propose(new Proposal(event, null))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static Position placed(RedisFanout gateway) throws Exception {
        Placement placement = place(gateway);
        assertThat(placement).isInstanceOf(Placement.Placed.class);
        return ((Placement.Placed) placement).position();
    }

    private static void awaitReplica(RedisServer replica) {
        await().until(() -> replica.cli("INFO", "replication").contains("master_link_status:up"));
    }

    private RedisServer replicaOf(RedisServer master, String... more) {
        RedisServer replica =
                server(
                        Stream.concat(
                                        Stream.of(
                                                "--replicaof",
                                                "127.0.0.1 " + master.port(),
                                                "--repl-diskless-sync-delay",
                                                "0"),
                                        Arrays.stream(more))
                                .toArray(String[]::new));
        awaitReplica(replica);
        return replica;
    }

    @Test
    void behind_sentinels_the_order_goes_on_at_the_server_that_takes_over() throws Exception {
        RedisServer first = server("--repl-diskless-sync-delay", "0");
        RedisServer second = replicaOf(first);
        RedisServer sentinel = opened(RedisServer.sentinel(folderOfItsOwn(), first));
        await().until(() -> sentinel.cli("SENTINEL", "REPLICAS", "mymaster").contains("slave"));
        String nobody = "redis://127.0.0.1:" + FreePort.get();
        RedisFanout gateway = gateway(nobody + "," + sentinel.url(), "vs.redis.mode", "sentinel");
        follow(gateway);
        Position before = placed(gateway);
        await().until(() -> second.cli("XLEN", "{vs}:t:room:one").equals("1"));

        first.kill();
        Position after = placed(gateway);

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.offset()).isGreaterThan(before.offset());
        assertThat(renewals).hasSize(1);
        assertThat(second.cli("ROLE")).startsWith("master");
        assertThat(second.cli("XLEN", "{vs}:t:room:one")).isEqualTo("2");
    }

    @Test
    void a_fail_over_while_the_old_server_lives_leaves_nobody_reading_there() throws Exception {
        RedisServer first = server("--repl-diskless-sync-delay", "0");
        RedisServer second = replicaOf(first);
        RedisServer sentinel = opened(RedisServer.sentinel(folderOfItsOwn(), first));
        await().until(() -> sentinel.cli("SENTINEL", "REPLICAS", "mymaster").contains("slave"));
        RedisFanout gateway = gateway(sentinel.url(), "vs.redis.mode", "sentinel");
        follow(gateway);
        Position before = placed(gateway);

        assertThat(sentinel.cli("SENTINEL", "FAILOVER", "mymaster")).isEqualTo("OK");

        await().until(() -> second.cli("ROLE").startsWith("master"));
        await().until(() -> !renewals.isEmpty());
        await().untilAsserted(
                        () -> assertThat(placed(gateway).epoch()).isNotEqualTo(before.epoch()));
        assertThat(gateway.state().isReached()).isTrue();
    }

    @Test
    void in_a_cluster_the_order_is_at_the_master_of_its_slot_and_goes_on_at_the_next()
            throws Exception {
        RedisServer first = clusterNode();
        assertThat(first.cli("CLUSTER", "ADDSLOTSRANGE", "0", "16383")).isEqualTo("OK");
        RedisServer second = clusterNode();
        String port = Integer.toString(first.port());
        second.cli(
                "CLUSTER",
                "MEET",
                "127.0.0.1",
                port,
                first.cli("CONFIG", "GET", "cluster-port").lines().toList().get(1));
        String id = first.cli("CLUSTER", "MYID");
        await().until(() -> second.cli("CLUSTER", "REPLICATE", id).equals("OK"));
        awaitReplica(second);
        await().until(() -> first.cli("CLUSTER", "INFO").contains("cluster_state:ok"));
        String urls = second.url() + "," + first.url();
        RedisFanout gateway = gateway(urls, "vs.redis.mode", "cluster");
        follow(gateway);
        Position before = placed(gateway);

        // The old one lives on, as a replica.
        assertThat(second.cli("CLUSTER", "FAILOVER")).isEqualTo("OK");
        await().until(() -> second.cli("ROLE").startsWith("master"));
        await().until(() -> !renewals.isEmpty());
        Position after = placed(gateway);

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(second.cli("XLEN", "{vs}:t:room:one")).isEqualTo("2");

        second.kill();
        await().until(() -> first.cli("CLUSTER", "FAILOVER", "TAKEOVER").equals("OK"));
        assertThat(placed(gateway).epoch()).isNotEqualTo(after.epoch());
    }

    private RedisServer clusterNode() {
        return server(
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "1000",
                "--repl-diskless-sync-delay",
                "0",
                "--cluster-port",
                Integer.toString(FreePort.get()));
    }

    @Test
    void over_tls_a_server_is_believed_that_the_named_authority_vouches_for() throws Exception {
        Path ca = certificate("ca", null);
        certificate("redis", "ca");
        RedisServer plain =
                server(
                        "--tls-port",
                        Integer.toString(FreePort.get()),
                        "--tls-cert-file",
                        folder.resolve("redis.pem").toString(),
                        "--tls-key-file",
                        folder.resolve("redis.key").toString(),
                        "--tls-auth-clients",
                        "no");
        String port = plain.cli("CONFIG", "GET", "tls-port").lines().toList().get(1);
        String url = "rediss://127.0.0.1:" + port;
        RedisFanout gateway = gateway(url, "vs.redis.tls-ca", ca.toString());
        follow(gateway);

        placed(gateway);

        assertThat(plain.cli("XLEN", "{vs}:t:room:one")).isEqualTo("1");
        RedisFanout distrusts =
                gateway(
                        url,
                        "vs.redis.patience",
                        "500ms",
                        "vs.redis.tls-ca",
                        certificate("other", null).toString());
        assertThat(distrusts.follow(_ -> true).end()).isEqualTo(new Position("0", 0));
        assertThat(place(distrusts)).isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
    }

    /// @param issuer who signs it; null if it is an authority itself
    private Path certificate(String name, String issuer) {
        Path certificate = folder.resolve(name + ".pem");
        var command =
                new ArrayList<>(
                        List.of(
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:prime256v1",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=" + name,
                                "-addext",
                                "subjectAltName=IP:127.0.0.1",
                                "-keyout",
                                folder.resolve(name + ".key").toString(),
                                "-out",
                                certificate.toString()));
        if (issuer != null) {
            command.addAll(
                    List.of(
                            "-CA",
                            folder.resolve(issuer + ".pem").toString(),
                            "-CAkey",
                            folder.resolve(issuer + ".key").toString()));
        }
        Tool.Result result = Tool.named("openssl").run(command.toArray(String[]::new));
        assertThat(result.status()).as(result.output()).isZero();
        return certificate;
    }

    @Test
    void with_a_wrong_password_nothing_is_published_and_with_the_right_one_all_is()
            throws Exception {
        RedisServer redis = server("--requirepass", "right");
        for (String wrong : List.of("wrong", "")) {
            RedisFanout locked =
                    wrong.isEmpty()
                            ? gateway(redis.url(), "vs.redis.patience", "500ms")
                            : gateway(
                                    redis.url(),
                                    "vs.redis.patience",
                                    "500ms",
                                    "vs.redis.password",
                                    wrong);
            assertThat(locked.follow(_ -> true).end()).isEqualTo(new Position("0", 0));
            assertThat(place(locked))
                    .isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
        }

        RedisFanout opens = gateway(redis.url(), "vs.redis.password", "right");
        follow(opens);

        Position position = placed(opens);
        assertThat(ends).containsExactly(position);
    }

    /// Nobody could see that it was restarted and has lost something.
    @Test
    void a_server_that_does_not_tell_its_run_is_not_used_until_it_does() throws Exception {
        RedisServer redis = server();
        redis.cli("ACL", "SETUSER", "default", "-info");
        RedisFanout gateway = gateway(redis.url(), "vs.redis.patience", "500ms");
        follow(gateway);
        assertThat(place(gateway)).isEqualTo(new Placement.Refused(Placement.Reason.UNAVAILABLE));
        assertThat(redis.cli("DBSIZE")).isEqualTo("0");

        redis.cli("ACL", "SETUSER", "default", "+info");

        await().untilAsserted(() -> placed(gateway));
    }

    @Test
    void a_name_with_an_underscore_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> gateway("redis://my_redis:6379"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("underscore");
    }
}
