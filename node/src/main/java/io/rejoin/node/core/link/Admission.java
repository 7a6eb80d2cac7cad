package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Refusal;
import java.util.Optional;

/** What becomes of a link once the peer has said Hello, or why it wants none. */
final class Admission {
  private final Links links;
  private final Hello mine;
  private final LinkContext context;
  private final LinkListener listener;

  Admission(Links links, Hello mine, LinkContext context, LinkListener listener) {
    this.links = links;
    this.mine = mine;
    this.context = context;
    this.listener = listener;
  }

  void greeted(Link link, Hello hello) {
    if (links.drill().hides(hello.site())) {
      link.ignore();
      return;
    }
    if (hello.node().equals(mine.node()) && hello.run().equals(mine.run())) {
      metSelf(link, hello.dial());
      return;
    }
    if (hello.node().equals(mine.node())) {
      links.twins().called();
    }
    Peer peer = Peer.of(hello);
    Optional<Refuse> objection = Handshake.objection(mine, hello)
        .or(() -> listener.objection(peer))
        .or(() -> twin(peer))
        .or(() -> crowd(peer));
    if (objection.isPresent()) {
      refuse(link, peer, objection.get());
      return;
    }
    link.named(hello, mine.site());
    if (link.dialled()) {
      links.dials().ended(link.address());
      listener.reached(link.address(), peer.node());
    } else {
      link.lanes().urgent(mine.withDial(0));
    }
    choose(link, peer);
  }

  /** Of two links to one run the same one stays on both sides. */
  private void choose(Link link, Peer peer) {
    Link known = links.linkTo(peer.node());
    if (known != null && !link.isPreferredTo(known, mine.node())) {
      links.drop(link, "another link stays");
      return;
    }
    if (known != null) {
      links.drop(known, "another link stays");
    }
    links.admit(peer, link);
  }

  /**
   * Two live runs of one node: the later is refused. But a link that has been silent for longer
   * than a heartbeat belongs to a process that is gone.
   */
  private Optional<Refuse> twin(Peer peer) {
    Link known = links.linkTo(peer.node());
    Peer other = known == null ? null : known.peer();
    if (known == null || other == null || other.run().equals(peer.run())) {
      return Optional.empty();
    }
    if (links.isSilent(known)) {
      links.drop(known, "silent, and its node runs anew");
      return Optional.empty();
    }
    return Optional.of(Handshake.twin(other));
  }

  private Optional<Refuse> crowd(Peer peer) {
    boolean full = links.size() >= context.config().maxLinks() && !links.isLinked(peer.node());
    return full
        ? Optional.of(new Refuse(Refusal.FULL, "no more than " + links.size() + " links"))
        : Optional.empty();
  }

  private void metSelf(Link link, long dial) {
    Optional<Link> other = links.dialledAs(dial);
    links.drop(link, "ourselves");
    if (other.isPresent()) {
      listener.reached(other.get().address(), mine.node());
      links.drop(other.get(), "ourselves");
    }
  }

  private void refuse(Link link, Peer peer, Refuse refuse) {
    context.refused().count(refuse.reason().label());
    context.notices().warn("refused " + peer + " at " + link.address() + ": " + refuse.text());
    if (refuse.reason() == Refusal.EVICTED && !link.dialled()) {
      link.lanes().urgent(mine.withDial(0)); // it obeys only whom it knows
    }
    link.lanes().urgent(refuse);
    pause(link, refuse);
    links.drop(link, refuse.text());
  }

  /** The peer refuses us. */
  void refusedBy(Link link, Refuse refuse) {
    Peer peer = link.peer();
    if (refuse.reason() == Refusal.FULL && peer != null) {
      listener.released(peer);
    } else if (refuse.reason() == Refusal.LEAVING) {
      context.notices().info(link + " says good-bye: " + refuse.text());
    } else {
      context
          .notices()
          .warn(link + " refused us: " + refuse.reason().label() + ", " + refuse.text());
    }
    if (refuse.reason() == Refusal.SAME_NODE && link.dialled() && peer == null) {
      links.twins().refused(now());
    } else if (refuse.reason() == Refusal.EVICTED && peer != null) {
      links.twins().oust(Ousted.EVICTED);
    }
    pause(link, refuse);
    links.drop(link, refuse.text());
  }

  private void pause(Link link, Refuse refuse) {
    if (link.dialled()) {
      boolean brief = refuse.reason() == Refusal.SAME_NODE || refuse.reason() == Refusal.LEAVING;
      long pause = context.config().refusedPause().toNanos();
      links.dials().pause(link.address(), now() + (brief ? pause / 10 : pause));
    }
  }

  private long now() {
    return context.ticks().now();
  }
}
