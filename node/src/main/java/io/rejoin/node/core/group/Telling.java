package io.rejoin.node.core.group;

import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.way.Ways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Tells whomever a node reaches which groups it takes part in, and by which view it reckons. */
public final class Telling {
  /** So often everything is told again, in case it was lost. */
  private static final long AGAIN = Duration.ofSeconds(10).toNanos();

  /** A group that the node takes part in. */
  public interface Taken {
    GroupId id();

    /** Whether the node has had all that there was. */
    boolean isWhole();
  }

  private final Links links;
  private final Ways ways;
  private final Ownership ownership;
  private final Supplier<Holdings> everything;
  private long nextTelling;

  /** Of one node; {@code everything} is what it tells somebody new. */
  public Telling(Links links, Ways ways, Ownership ownership, Supplier<Holdings> everything) {
    this.links = links;
    this.ways = ways;
    this.ownership = ownership;
    this.everything = everything;
  }

  /** Tells everything if it is time. */
  public void tick(long now) {
    if (now >= nextTelling) {
      nextTelling = now + AGAIN;
      Holdings all = everything.get();
      links.linked().forEach(peer -> links.sendNow(peer, all));
    }
  }

  /** The view is another one. */
  public void viewChanged() {
    tell(said(List.of(), false));
  }

  /** What the node is to some groups has changed. */
  public void news(Collection<? extends Taken> groups) {
    if (!groups.isEmpty()) {
      tell(said(groups, false));
    }
  }

  /** All that the node takes part in. */
  public Holdings everything(Collection<? extends Taken> groups) {
    return said(groups, true);
  }

  private Holdings said(Collection<? extends Taken> groups, boolean areAll) {
    List<GroupId> whole = new ArrayList<>();
    List<GroupId> part = new ArrayList<>();
    groups.forEach(group -> (group.isWhole() ? whole : part).add(group.id()));
    return new Holdings(ownership.view(), areAll, whole, part, List.of());
  }

  /** The node has given a group away. */
  public void ended(GroupId group) {
    tell(new Holdings(ownership.view(), false, List.of(), List.of(), List.of(group)));
  }

  private void tell(Holdings news) {
    links.linked().forEach(peer -> links.sendNow(peer, news));
    ways.byDetour().forEach(peer -> ways.sendNow(peer, news));
  }
}
