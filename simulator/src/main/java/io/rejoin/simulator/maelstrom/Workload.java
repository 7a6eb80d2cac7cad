package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.GrowOnlySet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Maelstrom's clients can ask of the grid (its doc/workloads.md). Each workload is one value.
 */
enum Workload {
  BROADCAST("broadcast", GrowOnlySet.TYPE.id(), "broadcast", "message", "messages"),
  G_SET("g-set", GrowOnlySet.TYPE.id(), "add", "element", "value"),
  PN_COUNTER("pn-counter", PnCounter.TYPE.id(), "add", "delta", "value"),
  G_COUNTER("g-counter", GrowOnlyCounter.TYPE.id(), "add", "delta", "value");

  private final String label;
  private final int type;
  private final String request;
  private final String field;
  private final String answerField;

  Workload(String label, int type, String request, String field, String answerField) {
    this.label = label;
    this.type = type;
    this.request = request;
    this.field = field;
    this.answerField = answerField;
  }

  static Optional<Workload> named(String label) {
    return Stream.of(values()).filter(workload -> workload.label.equals(label)).findFirst();
  }

  /**
   * The workload of which this is a write. Requests of the two counters look the same: it is the
   * one that can do both.
   */
  static Optional<Workload> of(String type, ObjectNode body) {
    return Stream.of(values())
        .filter(workload -> workload.request.equals(type) && body.has(workload.field))
        .findFirst();
  }

  EntryKey key() {
    return new EntryKey(type, Bytes.utf8(label));
  }

  /** The type of the message that writes. */
  String request() {
    return request;
  }

  /** Where that message has what to write. */
  String field() {
    return field;
  }

  /** Where the answer to a read has what was read. */
  String answerField() {
    return answerField;
  }

  @Override
  public String toString() {
    return label;
  }
}
