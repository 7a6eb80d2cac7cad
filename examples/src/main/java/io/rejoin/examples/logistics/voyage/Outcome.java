package io.rejoin.examples.logistics.voyage;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of the story.
 *
 * @param warmup simulated time before its first hour
 * @param curves how many operations each site lacked, over simulated time
 * @param done operations by site
 * @param wall how long the simulation took
 */
public record Outcome(
    Plan plan,
    long seed,
    Duration warmup,
    List<Beat> beats,
    List<Mail> mails,
    List<Lag.Meeting> meetings,
    Map<String, List<Lag.Step>> curves,
    Map<String, Integer> done,
    List<Promise> promises,
    Duration wall) {

  public boolean isGood() {
    return promises.stream().allMatch(Promise::isKept);
  }

  public int operations() {
    return done.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Of the simulated clock, as an hour of the story. */
  public double hour(Duration time) {
    return plan.hours(time.minus(warmup));
  }
}
