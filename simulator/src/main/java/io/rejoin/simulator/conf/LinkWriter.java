package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.DistributionText;
import io.rejoin.simulator.conf.text.Units;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes {@code links}: a known profile and what differs from it. */
final class LinkWriter {
  private LinkWriter() {}

  static List<String> write(List<LinkRule> rules) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      LinkRule rule = rules.get(i);
      Optional<LinkRule> back = i + 1 < rules.size() && isBack(rule, rules.get(i + 1))
          ? Optional.of(rules.get(i + 1))
          : Optional.empty();
      if (back.isPresent()) {
        i++;
      }
      lines.add("\"" + ends(rule, back.isPresent()) + "\"" + value(rule, back.orElse(rule)));
    }
    return lines;
  }

  private static String ends(LinkRule rule, boolean hasBack) {
    if (rule.within()) {
      return "within " + rule.from();
    }
    boolean both = hasBack || rule.from().equals(rule.to());
    return rule.from() + (both ? " <-> " : " -> ") + rule.to();
  }

  /** Whether another rule says the same of the way back, but for the rate. */
  private static boolean isBack(LinkRule rule, LinkRule other) {
    boolean turned = !rule.within()
        && !other.within()
        && rule.from().equals(other.to())
        && rule.to().equals(other.from())
        && !rule.from().equals(rule.to());
    if (!turned || rule.profile().isPresent() != other.profile().isPresent()) {
      return false;
    }
    return rule.profile()
        .map(LinkWriter::withoutRate)
        .equals(other.profile().map(LinkWriter::withoutRate));
  }

  private static LinkProfile withoutRate(LinkProfile profile) {
    return new LinkProfile(
        profile.latency(),
        profile.loss(),
        profile.duplicate(),
        profile.reorder(),
        profile.corrupt(),
        1,
        profile.queueBytes(),
        profile.handover(),
        profile.flap());
  }

  private static String value(LinkRule rule, LinkRule back) {
    if (rule.profile().isEmpty()) {
      return " = none";
    }
    LinkProfile there = rule.profile().get();
    long rateBack = back.profile().map(LinkProfile::bytesPerSecond).orElse(1L);
    Pairs best = new Pairs();
    for (Map.Entry<String, LinkProfile> known : LinkProfile.known().entrySet()) {
      if (isReachable(there, known.getValue())) {
        Pairs pairs = new Pairs().text("profile", known.getKey());
        addDifference(there, rateBack, known.getValue(), pairs);
        best = best.isEmpty() || pairs.size() < best.size() ? pairs : best;
      }
    }
    return " " + best;
  }

  /** Nothing can take a handover or a flap away from a profile. */
  private static boolean isReachable(LinkProfile profile, LinkProfile base) {
    return (base.handover().isEmpty() || profile.handover().isPresent())
        && (base.flap().isEmpty() || profile.flap().isPresent());
  }

  private static void addDifference(
      LinkProfile profile, long rateBack, LinkProfile base, Pairs pairs) {
    pairs
        .textIf(
            !profile.latency().equals(base.latency()),
            "latency",
            DistributionText.write(profile.latency(), Units.TIME))
        .textIf(!profile.loss().equals(base.loss()), "loss", loss(profile.loss()))
        .addIf(profile.duplicate() != base.duplicate(), "duplicate", share(profile.duplicate()))
        .addIf(profile.reorder() != base.reorder(), "reorder", share(profile.reorder()))
        .addIf(profile.corrupt() != base.corrupt(), "packet-corrupt", share(profile.corrupt()));
    if (profile.bytesPerSecond() != rateBack) {
      pairs.section(
          "rate",
          new Pairs().add("up", rate(profile.bytesPerSecond())).add("down", rate(rateBack)));
    } else {
      pairs.addIf(rateBack != base.bytesPerSecond(), "rate", rate(rateBack));
    }
    pairs.addIf(
        profile.queueBytes() != base.queueBytes(), "queue", Units.SIZE.write(profile.queueBytes()));
    if (!profile.handover().equals(base.handover())) {
      profile.handover().ifPresent(handover -> pairs.section("handover", handover(handover)));
    }
    if (!profile.flap().equals(base.flap())) {
      profile
          .flap()
          .ifPresent(flap -> pairs.section(
              "flap",
              new Pairs()
                  .text("down", HappeningWriter.times(flap.down()))
                  .text("up", HappeningWriter.times(flap.up()))));
    }
  }

  private static Pairs handover(LinkProfile.Handover handover) {
    return new Pairs()
        .add("every", HappeningWriter.time(handover.every()))
        .add("spike", HappeningWriter.time(handover.spike()))
        .add("spike-loss", share(handover.spikeLoss()))
        .add("width", HappeningWriter.time(handover.width()));
  }

  private static String loss(Loss loss) {
    if (loss instanceof Loss.Gilbert gilbert) {
      return "gilbert(good=" + share(gilbert.good()) + ",bad=" + share(gilbert.bad()) + ",enter="
          + Units.HAZARD.write(gilbert.enter()) + ",leave=" + Units.HAZARD.write(gilbert.leave())
          + ")";
    }
    return share(((Loss.Constant) loss).share());
  }

  private static String share(double share) {
    return Units.SHARE.write(share);
  }

  private static String rate(long bytesPerSecond) {
    return Units.RATE.write(8 * bytesPerSecond);
  }
}
