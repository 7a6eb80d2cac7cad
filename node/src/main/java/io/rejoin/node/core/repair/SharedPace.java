package io.rejoin.node.core.repair;

import java.util.Collection;

/** The pace of the repair of many groups of a node: of all of them so many sessions at one time. */
public final class SharedPace implements RepairSchedule.Pace {
  private final int most;
  private int sessions;
  private int groups;

  public SharedPace(int most) {
    this.most = most;
  }

  /** How many sessions may go on at one time. */
  public int most() {
    return most;
  }

  /** Lets each begin what is due. */
  public void tick(Collection<RepairSchedule> schedules) {
    groups = schedules.size();
    sessions = schedules.stream().mapToInt(RepairSchedule::count).sum();
    for (RepairSchedule schedule : schedules) {
      int before = schedule.count();
      schedule.tick();
      sessions += schedule.count() - before;
    }
  }

  @Override
  public boolean mayBegin() {
    return sessions < most;
  }

  @Override
  public int rarer() {
    return Math.max(1, groups / most);
  }
}
