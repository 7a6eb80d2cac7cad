package io.rejoin.antientropy;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one side knows of an entry within a span: its context, and the live dots unless there are
 * too many to send unasked. From both, the other side finds out what to add and what to take away.
 */
record Knowledge(Span span, CausalContext context, Optional<CausalContext> live) {
  /** An interval takes at most this, with its run. */
  private static final int MAX_INTERVAL_BYTES = 32;

  private static final int HAS_AFTER = 1;
  private static final int HAS_UP_TO = 2;
  private static final int HAS_LIVE = 4;

  /**
   * A range of dots, {@code (after, upTo]} in their order, open where a bound is absent. What two
   * sides hold of an entry can be compared span by span, so no entry is too large for a message.
   */
  record Span(Optional<Dot> after, Optional<Dot> upTo) {
    static final Span ALL = new Span(Optional.empty(), Optional.empty());

    static Span read(ByteReader in, boolean hasAfter, boolean hasUpTo) throws MalformedBytes {
      Optional<Dot> after = hasAfter ? Optional.of(Dot.read(in)) : Optional.empty();
      Optional<Dot> upTo = hasUpTo ? Optional.of(Dot.read(in)) : Optional.empty();
      boolean ascending = !hasAfter || !hasUpTo || after.get().compareTo(upTo.get()) < 0;
      in.check(ascending, "empty span");
      return new Span(after, upTo);
    }

    void writeBounds(ByteWriter out) {
      after.ifPresent(dot -> dot.write(out));
      upTo.ifPresent(dot -> dot.write(out));
    }

    boolean isAll() {
      return after.isEmpty() && upTo.isEmpty();
    }

    boolean isLast() {
      return upTo.isEmpty();
    }

    /** The dots of this span among these. */
    CausalContext within(CausalContext dots) {
      if (isAll()) {
        return dots;
      }
      CausalContextBuilder result = new CausalContextBuilder();
      for (ReplicaId run : dots.runs()) {
        long above = after.isEmpty() ? 0 : bound(run, after.get());
        long below = upTo.isEmpty() ? Intervals.MAX_NUMBER : bound(run, upTo.get());
        Intervals numbers = dots.numbers(run);
        for (int i = numbers.firstEndingAtOrAfter(above + 1); i < numbers.count(); i++) {
          long from = Math.max(numbers.from(i), above + 1);
          long to = Math.min(numbers.to(i), below);
          if (from > to) {
            break;
          }
          result.add(run, from, to);
        }
      }
      return result.build();
    }

    /** The greatest number of a run that is not beyond a dot. */
    private static long bound(ReplicaId run, Dot dot) {
      int order = run.compareTo(dot.run());
      return order < 0 ? Intervals.MAX_NUMBER : order > 0 ? 0 : dot.number();
    }

    /** Cuts this span behind each of these ascending dots that lie within it. */
    List<Span> cut(Iterable<Dot> behind) {
      List<Span> result = new ArrayList<>();
      Optional<Dot> from = after;
      for (Dot dot : behind) {
        boolean within = (from.isEmpty() || from.get().compareTo(dot) < 0)
            && (upTo.isEmpty() || dot.compareTo(upTo.get()) < 0);
        if (within) {
          result.add(new Span(from, Optional.of(dot)));
          from = Optional.of(dot);
        }
      }
      result.add(new Span(from, upTo));
      return result;
    }
  }

  /** How many live dots go along. */
  enum LiveDots {
    NONE,
    FEW,
    ALL
  }

  /**
   * What is known of a state within a span, in pieces of at most {@code maxBytes} each. {@code FEW}
   * live dots go along if they take at most {@code fewBytes}.
   */
  static List<Knowledge> of(State state, Span span, LiveDots which, int fewBytes, int maxBytes) {
    CausalContext context = span.within(state.context());
    Optional<CausalContext> live = which == LiveDots.NONE
        ? Optional.empty()
        : Optional.of(span.within(state.live()))
            .filter(dots -> which == LiveDots.ALL || size(dots) <= fewBytes);
    TreeSet<Dot> cuts = new TreeSet<>();
    int intervals = Math.max(1, maxBytes / (2 * MAX_INTERVAL_BYTES) - 1);
    addCuts(context, intervals, cuts);
    live.ifPresent(dots -> addCuts(dots, intervals, cuts));
    List<Knowledge> pieces = new ArrayList<>();
    for (Span piece : span.cut(cuts)) {
      pieces.add(new Knowledge(piece, piece.within(context), live.map(piece::within)));
    }
    return pieces;
  }

  /** All that a state is, as knowledge of it. */
  static Knowledge of(State whole, Span span) {
    return new Knowledge(span, whole.context(), Optional.of(whole.live()));
  }

  /** Adds a dot behind every so many intervals. */
  private static void addCuts(CausalContext dots, int every, TreeSet<Dot> cuts) {
    int count = 0;
    for (ReplicaId run : dots.runs()) {
      Intervals numbers = dots.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        if (++count % every == 0) {
          cuts.add(new Dot(run, numbers.to(i)));
        }
      }
    }
  }

  /** The part of this within a smaller span. */
  Knowledge within(Span smaller) {
    return new Knowledge(smaller, smaller.within(context), live.map(smaller::within));
  }

  /** This and what is known of the span behind, as one; nothing if that is another span. */
  Optional<Knowledge> followedBy(Knowledge next) {
    boolean follows = span.upTo().isPresent() && span.upTo().equals(next.span.after());
    if (!follows || live.isPresent() != next.live.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Knowledge(
        new Span(span.after(), next.span.upTo()),
        context.union(next.context),
        live.map(dots -> dots.union(next.live.orElseThrow()))));
  }

  /** The delta that whoever knows this lacks of a state, within the span. */
  State lackedOf(State mine) {
    CausalContext known = context;
    if (!span.isAll()) {
      CausalContext all = mine.context();
      known = known.union(all.minus(span.within(all)));
    }
    return mine.since(known, live);
  }

  /** The dots of these live ones that whoever knows this has seen and no longer has. */
  CausalContext removedOf(CausalContext myLive) {
    return live.map(theirs -> span.within(myLive).intersect(context).minus(theirs))
        .orElse(CausalContext.EMPTY);
  }

  void write(ByteWriter out) {
    out.u8((span.after().isPresent() ? HAS_AFTER : 0)
        | (span.upTo().isPresent() ? HAS_UP_TO : 0)
        | (live.isPresent() ? HAS_LIVE : 0));
    span.writeBounds(out);
    context.write(out);
    live.ifPresent(dots -> dots.write(out));
  }

  static Knowledge read(ByteReader in) throws MalformedBytes {
    int flags = in.u8();
    in.check(flags <= (HAS_AFTER | HAS_UP_TO | HAS_LIVE), "unknown flag");
    Span span = Span.read(in, (flags & HAS_AFTER) != 0, (flags & HAS_UP_TO) != 0);
    CausalContext context = CausalContext.read(in);
    in.check(span.within(context).equals(context), "dots outside the span");
    if ((flags & HAS_LIVE) == 0) {
      return new Knowledge(span, context, Optional.empty());
    }
    CausalContext live = CausalContext.read(in);
    in.check(context.covers(live), "live dots outside the context");
    return new Knowledge(span, context, Optional.of(live));
  }

  private static int size(CausalContext dots) {
    ByteWriter out = new ByteWriter();
    dots.write(out);
    return out.size();
  }
}
