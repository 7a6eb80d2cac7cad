package io.rejoin.antientropy.fetch;

import io.rejoin.antientropy.Entries;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import java.util.Optional;

/**
 * What a node asks another one of an entry: all that it lacks. Who knows nothing of the entry gets
 * the whole.
 *
 * @param known the asker's context of the entry
 * @param live which of these dots are live there; absent if they are too many to send, then it is
 *     not told which of them were removed
 */
public record Question(EntryKey key, CausalContext known, Optional<CausalContext> live) {
  private static final int MAX_LIVE_BYTES = 256 << 10;

  /** Of somebody who has this state. */
  public static Question of(EntryKey key, State state) {
    CausalContext live = state.live();
    ByteWriter out = new ByteWriter();
    live.write(out);
    return new Question(
        key, state.context(), Optional.of(live).filter(all -> out.size() <= MAX_LIVE_BYTES));
  }

  /** What there is to say from these entries. */
  public Answer answer(Entries entries) {
    State mine = entries.state(key);
    Clock forgotten = entries.forgotten();
    CausalContext unknown =
        live.orElse(known).intersect(forgotten.operations()).minus(mine.context());
    return new Answer(
        mine.since(known, live), unknown, unknown.isEmpty() ? Clock.EMPTY : forgotten);
  }

  public void write(ByteWriter out) {
    key.write(out);
    known.write(out);
    out.u8(live.isPresent() ? 1 : 0);
    live.ifPresent(dots -> dots.write(out));
  }

  public static Question read(ByteReader in) throws MalformedBytes {
    EntryKey key = EntryKey.read(in);
    CausalContext known = CausalContext.read(in);
    int hasLive = in.u8();
    in.check(hasLive <= 1, "neither yes nor no");
    if (hasLive == 0) {
      return new Question(key, known, Optional.empty());
    }
    CausalContext live = CausalContext.read(in);
    in.check(known.covers(live), "live dots outside the context");
    return new Question(key, known, Optional.of(live));
  }
}
