package io.rejoin.node.core.roster;

import io.rejoin.membership.Member;
import io.rejoin.membership.MemberEvent;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.port.Notices;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells people what happens to members, and since when some do not answer. */
public final class MemberNews {
  private final Notices notices;
  private final Ticks ticks;
  private final Map<NodeId, Long> awaySince = new ConcurrentHashMap<>();
  private volatile long now;

  public MemberNews(Notices notices, Ticks ticks) {
    this.notices = notices;
    this.ticks = ticks;
  }

  public void tick() {
    now = ticks.now();
  }

  /** For how long a member has not answered, if it does not; any thread may ask. */
  public Optional<Duration> awayFor(NodeId node) {
    return Optional.ofNullable(awaySince.get(node))
        .map(since -> Duration.ofNanos(Math.max(0, now - since)));
  }

  public void tell(MemberEvent event) {
    Member member = event.member();
    if (member.status() == Status.ALIVE) {
      awaySince.remove(member.id());
    } else {
      awaySince.putIfAbsent(member.id(), ticks.now());
    }
    String who = member.name() + "@" + member.site();
    if (event instanceof MemberEvent.Joined) {
      notices.info(who + " is a member, " + member.status().name().toLowerCase(Locale.ROOT));
    } else if (event instanceof MemberEvent.Restarted) {
      notices.info(who + " runs anew as " + member.run());
    } else if (event instanceof MemberEvent.Suspected) {
      notices.info(who + " does not answer");
    } else if (event instanceof MemberEvent.Died) {
      notices.warn(who + " is held dead");
    } else if (event instanceof MemberEvent.Returned) {
      notices.info(who + " is back");
    } else if (event instanceof MemberEvent.Left) {
      notices.info(who + " left");
    }
  }
}
