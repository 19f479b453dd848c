package io.vsgateway.fanout.redis;

import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// How the script is called, and what it answers.
///
/// @param prefix what all keys begin with
/// @param node names this run of the gateway
/// @param busEntries so many entries of the stream are kept
record Script(String prefix, String node, int busEntries) {
    /// In the place of the number: a change that has its place behind the one before, if that gets
    /// one.
    static final String WITH_THE_ONE_BEFORE = "+";

    private static final int HEAD = 3;
    private static final int MANY = 1296;

    /// What became of one proposal.
    ///
    /// @param isKnown whether nothing more is known than that it was proposed before
    record Answer(boolean isKnown, boolean isDuplicate, long offset, Instant at) {}

    List<String> keys() {
        return List.of(prefix + "hub", stream());
    }

    /// Name of the stream that all gateways read.
    String stream() {
        return prefix + "bus";
    }

    /// Its arguments before those of the proposals.
    ///
    /// @param last the last number that is known here
    /// @param lives whether it is to be noted that this gateway lives
    List<String> head(Link link, long last, boolean lives) {
        var head = new ArrayList<String>();
        head.add(prefix);
        head.add(link.run());
        head.add(node);
        head.add(newEpoch());
        head.add(Long.toString(last));
        head.add(Integer.toString(busEntries));
        head.add(lives ? "1" : "0");
        return head;
    }

    /// Another one each time: the moment alone would do, were all clocks right.
    private static String newEpoch() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
                + Integer.toString(ThreadLocalRandom.current().nextInt(MANY), Character.MAX_RADIX);
    }

    static String epoch(Response response) {
        return response.get(0).toString();
    }

    /// The last number of the order.
    static long last(Response response) {
        return response.get(1).toLong();
    }

    /// Whether there is no memory, as far as a gateway was told that said that it lives.
    static boolean isFull(Response response) {
        return response.get(response.size() - 1).toString().equals("full");
    }

    /// What became of the proposal with this index.
    static Answer answer(Response response, int index) {
        String text = response.get(HEAD + index).toString();
        int number = text.indexOf(' ') + 1;
        int time = text.indexOf(' ', number) + 1;
        return new Answer(
                text.startsWith("known"),
                text.startsWith("duplicate"),
                Long.parseLong(text, number, time - 1, 10),
                Instant.ofEpochMilli(Long.parseLong(text, time, text.length(), 10)));
    }
}
