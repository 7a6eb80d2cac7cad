package io.rejoin.hazelcast;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operation did at the member that carried it out.
 *
 * @param run of that member
 * @param number the operation's last one in that run
 */
record Done(ReplicaId run, long number, List<Dot> written, List<Dot> removed) {
  private static final int MIN_DOT_BYTES = 9;

  byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    run.write(out);
    out.varint(number);
    write(written, out);
    write(removed, out);
    return out.toBytes().toArray();
  }

  static Done read(byte[] bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(Bytes.wrap(bytes));
    ReplicaId run = ReplicaId.read(in);
    long number = in.varint(Intervals.MAX_NUMBER);
    return new Done(run, number, dots(in), dots(in));
  }

  private static void write(List<Dot> dots, ByteWriter out) {
    out.varint(dots.size());
    dots.forEach(dot -> dot.write(out));
  }

  private static List<Dot> dots(ByteReader in) throws MalformedBytes {
    int count = in.count(MIN_DOT_BYTES);
    List<Dot> dots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      dots.add(Dot.read(in));
    }
    return dots;
  }
}
