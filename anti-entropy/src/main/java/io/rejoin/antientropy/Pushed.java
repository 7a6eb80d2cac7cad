package io.rejoin.antientropy;

import io.rejoin.antientropy.Knowledge.Span;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import java.util.Optional;

/**
 * A delta of an entry on its way.
 *
 * @param whole the span of which the delta is all that the sender has, if it is such a thing
 * @param holds what the sender knows, if it has not told before and wants to be told what it lacks
 * @param id the entry at the sender, if neither side has told the other its live dots: the receiver
 *     compares, and asks again with all of them if need be
 */
record Pushed(
    EntryKey key,
    State delta,
    Optional<Span> whole,
    Optional<Knowledge> holds,
    Optional<EntryId> id)
    implements Content.Part {
  private static final int LAST = 0;
  private static final int WHOLE = 1;
  private static final int PART = 2;
  private static final int REPLY = 3;
  private static final int UNSURE = 4;
  private static final int CHECK = 5;

  /** Brings something and asks for nothing. */
  static Pushed last(EntryKey key, State delta) {
    return new Pushed(key, delta, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** All that the sender has within a span. */
  static Pushed whole(EntryKey key, State delta, Span span) {
    return new Pushed(key, delta, Optional.of(span), Optional.empty(), Optional.empty());
  }

  /** The answer to a want. */
  static Pushed reply(EntryKey key, State delta, Knowledge holds, Optional<EntryId> id) {
    return new Pushed(key, delta, Optional.empty(), Optional.of(holds), id);
  }

  /** Brings the last that was lacking: now the ids should be equal. */
  static Pushed check(EntryKey key, State delta, EntryId id) {
    return new Pushed(key, delta, Optional.empty(), Optional.empty(), Optional.of(id));
  }

  /** What the sender knows, said or implied. */
  Optional<Knowledge> knowledge() {
    return holds.or(() -> whole.map(span -> Knowledge.of(delta, span)));
  }

  @Override
  public void write(ByteWriter out) {
    key.write(out);
    int form = form();
    out.u8(form);
    delta.writeSized(out);
    if (form == PART) {
      Span span = whole.orElseThrow();
      out.u8((span.after().isPresent() ? 1 : 0) | (span.upTo().isPresent() ? 2 : 0));
      span.writeBounds(out);
    }
    holds.ifPresent(knowledge -> knowledge.write(out));
    id.ifPresent(lanes -> lanes.write(out));
  }

  private int form() {
    if (whole.isPresent()) {
      return whole.get().isAll() ? WHOLE : PART;
    }
    return holds.isPresent() ? (id.isPresent() ? UNSURE : REPLY) : id.isPresent() ? CHECK : LAST;
  }

  static Pushed read(ByteReader in) throws MalformedBytes {
    EntryKey key = EntryKey.read(in);
    int form = in.u8();
    State delta = State.readSized(in);
    return switch (form) {
      case LAST -> last(key, delta);
      case WHOLE -> whole(key, delta, Span.ALL);
      case PART -> {
        int bounds = in.u8();
        in.check(bounds >= 1 && bounds <= 3, "not a part");
        Span span = Span.read(in, (bounds & 1) != 0, (bounds & 2) != 0);
        CausalContext context = delta.context();
        in.check(span.within(context).equals(context), "dots outside the span");
        yield whole(key, delta, span);
      }
      case REPLY -> reply(key, delta, Knowledge.read(in), Optional.empty());
      case UNSURE -> {
        Knowledge holds = Knowledge.read(in);
        yield reply(key, delta, holds, Optional.of(EntryId.read(in)));
      }
      case CHECK -> check(key, delta, EntryId.read(in));
      default -> throw new MalformedBytes("unknown form of push: " + form, in.offset());
    };
  }
}
