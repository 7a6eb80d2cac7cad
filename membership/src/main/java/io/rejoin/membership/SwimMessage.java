package io.rejoin.membership;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.List;

/**
 * What members say to each other. All but {@link Nack} and {@link Summary} bring news of the table,
 * as much as fits.
 *
 * <pre>
 * prober          target                 prober      relay          target
 *   | -- Ping -----> |                     | -- PingRequest -> |
 *   | <----- Ack --- |                     |                   | -- Ping -----> |
 *                                          |                   | <----- Ack --- |
 *                                          | <------ Ack ----- |   in time, else
 *                                          | <----- Nack ----- |
 * </pre>
 */
public sealed interface SwimMessage {
  /** No message is longer than this, written out. */
  int MAX_BYTES = 16 * 1024;

  /** No summary has more groups than this. */
  int MAX_GROUPS = 512;

  List<Rumour> rumours();

  /**
   * A row on its way through the grid, and whose word it is: for a suspicion the accuser, whose
   * independence from other accusers counts (Lifeguard, LHA-Suspicion).
   */
  record Rumour(Member member, NodeId from) {}

  /** "Are you there?" Answered with an {@link Ack} of the same number. */
  record Ping(long sequence, List<Rumour> rumours) implements SwimMessage {
    public Ping {
      rumours = List.copyOf(rumours);
    }
  }

  /** "I am", or, of a relay: "the one you asked about is". */
  record Ack(long sequence, List<Rumour> rumours) implements SwimMessage {
    public Ack {
      rumours = List.copyOf(rumours);
    }
  }

  /** "Ping this one for me" (SWIM §3.1). */
  record PingRequest(long sequence, NodeId target, List<Rumour> rumours) implements SwimMessage {
    public PingRequest {
      rumours = List.copyOf(rumours);
    }
  }

  /**
   * "I am here, but the one you asked about did not answer me in time": tells a prober that its
   * own connection works (Lifeguard, LHA-Probe).
   */
  record Nack(long sequence) implements SwimMessage {
    @Override
    public List<Rumour> rumours() {
      return List.of();
    }
  }

  /** News alone. */
  record Gossip(List<Rumour> rumours) implements SwimMessage {
    public Gossip {
      rumours = List.copyOf(rumours);
    }
  }

  /**
   * A part of the sender's whole table. Tables are joined, so parts may come in any order.
   *
   * @param wantReply whether the receiver's table is wanted in return
   */
  record Sync(List<Rumour> rumours, boolean wantReply) implements SwimMessage {
    public Sync {
      rumours = List.copyOf(rumours);
    }
  }

  /**
   * Digests of the sender's table in groups, where the table is long. Whoever has other rows in a
   * group answers with them.
   *
   * @param groups a power of two, at most {@link #MAX_GROUPS}
   * @param wantReply whether the receiver's summary is wanted in return, if tables differ
   */
  record Summary(List<Long> groups, boolean wantReply) implements SwimMessage {
    public Summary {
      groups = List.copyOf(groups);
      if (Integer.bitCount(groups.size()) != 1 || groups.size() > MAX_GROUPS) {
        throw new IllegalArgumentException("a summary of " + groups.size() + " groups");
      }
    }

    @Override
    public List<Rumour> rumours() {
      return List.of();
    }
  }

  /** Writes the message in its only form. */
  default void write(ByteWriter out) {
    SwimCodec.write(this, out);
  }

  /**
   * Reads a message that fills the reader to its end.
   *
   * @throws MalformedBytes if the bytes are anything else than what {@link #write} makes
   */
  static SwimMessage read(ByteReader in) throws MalformedBytes {
    return SwimCodec.read(in);
  }
}
