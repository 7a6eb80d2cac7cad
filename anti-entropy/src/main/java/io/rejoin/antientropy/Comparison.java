package io.rejoin.antientropy;

/**
 * A way to find the entries in which two snapshots differ. It tells the {@link EntryExchange} what
 * to ask for and what to push; turns, entries, removals and clocks are the same for all ways.
 *
 * <p>The {@code format} of {@link Content.Open} names the way. A way that a peer does not know is
 * answered with {@link Session.Outcome#UNSUPPORTED}; {@link MerkleDescent#FORMAT} is known to all.
 * That is where sketches find their place.
 */
interface Comparison {

  /** At the responder: begins, knowing that the other's root is a different one. */
  void begin(NodeDigest theirs);

  /** Takes what the other side says about its snapshot; false if it cannot mean that. */
  boolean receive(Content content);

  /** Are there questions left to ask? */
  boolean hasQuestions();

  /** Asks as much as there is room for. */
  void ask(Turn turn);
}
