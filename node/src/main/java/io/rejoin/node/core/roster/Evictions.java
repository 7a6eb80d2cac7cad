package io.rejoin.node.core.roster;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Ousted;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What operators say of members: that one will not come back, or that it may after all. Any thread
 * may say it; it takes effect at the next tick, and everybody hears of it. Nobody waits for an
 * evicted member any more, links with it are refused, and it is told why if it comes.
 *
 * <p>A node obeys whoever it has a link with: it has none with those that it holds evicted itself.
 * Where two islands evicted each other, nobody stops; their exchange does, until a node is
 * readmitted.
 */
public final class Evictions {
  private record Word(NodeId node, boolean evicted) {}

  private final Roster roster;
  private final Links links;
  private final Queue<Word> words = new ConcurrentLinkedQueue<>();

  public Evictions(Roster roster, Links links) {
    this.roster = roster;
    this.links = links;
  }

  /** Hears an operator's word. */
  public interface Listener {
    void said(NodeId node, boolean evicted);
  }

  /** The node will not come back: nobody waits for it, and it is refused if it does. */
  public void evict(NodeId node) {
    words.add(new Word(node, true));
  }

  /** The node may come back. */
  public void readmit(NodeId node) {
    words.add(new Word(node, false));
  }

  /** Hands over what was said, on the core's thread. */
  public void drainTo(Listener listener) {
    for (Word word = words.poll(); word != null; word = words.poll()) {
      listener.said(word.node(), word.evicted());
    }
  }

  /** Why a node is refused, if it is evicted. */
  public Optional<Refuse> objection(NodeId node) {
    return roster
        .find(node)
        .filter(Member::evicted)
        .map(row -> new Refuse(Refusal.EVICTED, row.name() + ", " + node + ", was evicted"));
  }

  /** The members have changed: parts from those that are evicted, and stops if it is this one. */
  public void rosterChanged() {
    for (NodeId node : links.linked()) {
      objection(node).ifPresent(refusal -> links.part(node, refusal));
    }
    if (roster.find(roster.self()).filter(Member::evicted).isPresent()) {
      links.twins().oust(Ousted.EVICTED);
    }
  }
}
