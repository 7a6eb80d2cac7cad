package io.rejoin.node.core;

import io.rejoin.membership.Member;
import io.rejoin.membership.MemberEvent;
import io.rejoin.node.port.Notices;
import java.util.Locale;

/** Tells people what happens to members. */
final class MemberNews {
  private MemberNews() {}

  static void tell(MemberEvent event, Notices notices) {
    Member member = event.member();
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
