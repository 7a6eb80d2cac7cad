package io.rejoin.node.core.group;

import io.rejoin.node.core.frame.GroupId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The groups that somebody has lately asked for at this node, which does not show them. Where not
 * all are linked to all, their owners are reached as long as they are asked; the latest first, as
 * links are few.
 */
public final class Visits {
  /** So long after the last question the next one finds a way. */
  private static final long STAY = Duration.ofMinutes(1).toNanos();

  private static final int MOST = 256;

  private final LinkedHashMap<GroupId, Long> groups = new LinkedHashMap<>();
  private long now;
  private boolean news;

  /** Somebody asks for a group. */
  void visit(GroupId group) {
    news |= groups.remove(group) == null;
    groups.put(group, now);
    if (groups.size() > MOST) {
      groups.remove(groups.keySet().iterator().next());
    }
  }

  void tick(long time) {
    now = time;
    groups.values().removeIf(visited -> time - visited >= STAY);
  }

  /** Whether there is one that was not there at the last call. */
  public boolean takeNews() {
    boolean any = news;
    news = false;
    return any;
  }

  /** All of them, that of the latest question first. */
  public List<GroupId> latestFirst() {
    List<GroupId> all = new ArrayList<>(groups.keySet());
    Collections.reverse(all);
    return all;
  }
}
