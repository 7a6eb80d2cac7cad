package io.rejoin.antientropy.fetch;

import io.rejoin.antientropy.Entries;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;

/**
 * What a node has of an entry beyond what the asker knows. It is judged like what comes in a
 * session, except that no clock is adopted, and nothing is taken that was applied here before: that
 * is live here, or was removed since, which may be forgotten by now.
 *
 * @param delta joined at the asker's, it makes the entry there know all that it knows here
 * @param unknown what the asker shows, the answerer does not know, and may have forgotten
 * @param forgotten up to where the answerer has forgotten what was removed; empty if it knows all
 */
public record Answer(State delta, CausalContext unknown, Clock forgotten) {
  /** Of somebody who knows that there is nothing. */
  public static final Answer NOTHING = new Answer(State.EMPTY, CausalContext.EMPTY, Clock.EMPTY);

  /**
   * Joins it. An item that the answerer has forgotten was removed while this node was away, unless
   * this node has applied all that the answerer has forgotten.
   *
   * @param own what is applied here
   */
  public void joinInto(Entries entries, EntryKey key, Clock own) {
    CausalContext gone = gone(own);
    if (!gone.isEmpty()) {
      entries.shed(key, gone);
    }
    State news = delta.shed(own.operations()).state();
    if (!news.isEmpty()) {
      entries.join(key, news);
    }
  }

  /** What the entry comes to for somebody who does not keep it, by the same rules. */
  public State over(State here, Clock own) {
    return here.shed(gone(own))
        .state()
        .join(delta.shed(own.operations()).state())
        .state();
  }

  private CausalContext gone(Clock own) {
    return unknown.isEmpty() || own.covers(forgotten)
        ? CausalContext.EMPTY
        : unknown.intersect(forgotten.operations());
  }

  public void write(ByteWriter out) {
    delta.writeSized(out);
    unknown.write(out);
    if (!unknown.isEmpty()) {
      forgotten.write(out);
    }
  }

  public static Answer read(ByteReader in) throws MalformedBytes {
    State delta = State.readSized(in);
    CausalContext unknown = CausalContext.read(in);
    Clock forgotten = unknown.isEmpty() ? Clock.EMPTY : Clock.read(in);
    return new Answer(delta, unknown, forgotten);
  }
}
