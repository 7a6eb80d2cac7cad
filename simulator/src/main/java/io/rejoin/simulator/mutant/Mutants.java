package io.rejoin.simulator.mutant;

import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.scenario.BucketSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** All mutants, by what they break. */
public final class Mutants {
  private Mutants() {}

  public static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    all.addAll(ofIdentity());
    all.addAll(ofDeltas());
    all.addAll(ofJoins());
    all.addAll(ofRepair());
    all.addAll(ofDisks());
    all.addAll(ofForgetting());
    all.addAll(ofCounters());
    all.addAll(ofMembership());
    all.addAll(ofClients());
    all.addAll(BrokenPlacement.all());
    all.addAll(BrokenSites.all());
    return List.copyOf(all);
  }

  private static List<Mutant> ofIdentity() {
    return List.of(
        Mutant.of(
            "run-reused-after-restart",
            "a process that starts again goes on under the run of the one before",
            List.of("dots-unique"),
            Grounds.restarts(),
            Variations.runs(BrokenDisks::storedRun)),
        Mutant.of(
            "old-image-keeps-its-run",
            "a process over an old image goes on under the run that is in it",
            List.of("dots-unique"),
            Grounds.oldImages(),
            Variations.runs(BrokenDisks::storedRun)),
        Mutant.of(
            "rights-restored-from-old-image",
            "what was sold after the image was made is sold again",
            List.of("never-oversold"),
            Grounds.salesOverOldImages(),
            Variations.runs(BrokenDisks::storedRun)));
  }

  private static List<Mutant> ofDeltas() {
    return List.of(
        Mutant.of(
            "every-seventh-delta-dropped",
            "every seventh batch of deltas is lost, and nothing is repaired",
            List.of("no-lost-adds", "roots-equal", "counters-exact", "carts-exact", "views-agree"),
            Grounds.calm(),
            Variations.wire(() ->
                Frames.both(BrokenDeltas.everySeventhDropped(), BrokenDeltas.withoutRepair()))),
        Mutant.of(
            "claim-without-deltas",
            "a batch claims its operations but brings nothing",
            List.of("clocks-sound"),
            Grounds.calm(),
            Variations.wire(BrokenDeltas::claimsWithoutDeltas)),
        Mutant.of(
            "acknowledged-ahead",
            "a node says that it has applied more than it has",
            List.of("clocks-sound"),
            Grounds.cuts(),
            Variations.wire(BrokenDeltas::clocksAhead)),
        Mutant.of(
            "removal-delta-with-full-context",
            "a removal takes away all that its writer knew",
            List.of("no-lost-adds"),
            Grounds.calm(),
            Variations.wireOf(BrokenDeltas::fullContext)),
        Mutant.of(
            "dead-dot-in-context",
            "a delta knows of operations that are yet to come",
            List.of("no-lost-adds"),
            Grounds.calm(),
            Variations.wire(BrokenDeltas::deadDots)),
        Mutant.of(
            "whole-states-pushed",
            "whole states travel in place of deltas",
            List.of("bytes-bound"),
            Grounds.growth(),
            Variations.wireOf(BrokenDeltas::wholeStates)));
  }

  private static List<Mutant> ofJoins() {
    return List.of(
        Mutant.of(
            "older-value-kept",
            "a register that has a value keeps it",
            List.of("no-lost-adds", "clocks-sound"),
            Grounds.registers(),
            Variations.wireOf(BrokenDeltas::olderValueKept)),
        Mutant.of(
            "receivers-clock",
            "a register's value counts from the time at which it arrived",
            List.of("roots-equal"),
            Grounds.registers(),
            Variations.wireOf(BrokenDeltas::receiversClock)),
        Mutant.of(
            "tie-broken-by-arrival",
            "of two values of one time a register keeps the one that came first",
            List.of("no-lost-adds", "clocks-sound"),
            Grounds.registers(),
            Variations.wireAndDeeds(BrokenDeltas::tieByArrival, BrokenClients::coarseTimes)),
        Mutant.of(
            "set-join-without-contexts",
            "what was removed elsewhere stays",
            List.of("no-resurrected-removes", "carts-exact", "clocks-sound"),
            Grounds.calm(),
            Variations.wire(
                () -> Frames.both(BrokenDeltas.removalsIgnored(), BrokenDeltas.withoutRepair()))),
        Mutant.of(
            "join-that-prefers-its-left",
            "joining two states gives the first",
            List.of("lattice-laws"),
            Grounds.calm(),
            Variations.joins((one, other) -> one.isEmpty() ? other : one)));
  }

  private static List<Mutant> ofRepair() {
    return List.of(
        Mutant.of(
            "repair-skips-a-shard",
            "entries of every fourth hash are left out of repair",
            List.of("no-lost-adds", "clocks-sound"),
            Grounds.cuts(),
            Variations.wire(() -> BrokenRepair.skipping(key -> (key.hashCode() & 3) == 0))),
        Mutant.of(
            "digest-omits-a-field",
            "entries of one type look equal to repair although they are not",
            List.of("roots-equal"),
            Grounds.cuts(),
            Variations.wire(
                () -> BrokenRepair.skipping(key -> key.type() == MvRegister.TYPE.id()))),
        Mutant.of(
            "part-with-full-context",
            "a part of a large entry knows of all that the whole does",
            List.of("no-lost-adds"),
            Grounds.largeElements(),
            Variations.wireOf(BrokenRepair::partsWithFullContext)),
        Mutant.of(
            "repair-brings-whole-entries",
            "a session brings whole entries, whatever the other side knows of them",
            List.of("bytes-bound"),
            Grounds.repairedGrowth(),
            Variations.wireOf(BrokenRepair::wholeEntries)),
        Mutant.of(
            "clock-without-removals",
            "a session joins the clock but not the removals that it covers",
            List.of("clocks-sound"),
            Grounds.cuts(),
            Variations.wire(BrokenRepair::withoutRemovals)),
        Mutant.of(
            "session-on-the-living-tree",
            "a session takes a clock that runs ahead of its snapshot",
            List.of("clocks-sound"),
            Grounds.cuts(),
            Variations.wire(BrokenRepair::clockAheadOfSnapshot)),
        Mutant.of(
            "repair-rests",
            "there is repair in the last quarter of each minute only",
            List.of("converge-within"),
            Grounds.soon(),
            Variations.wireOf(BrokenRepair::restingMostly)));
  }

  private static List<Mutant> ofDisks() {
    return List.of(
        Mutant.of(
            "acknowledged-before-stored",
            "clock and answer are raised before the data is on the disk",
            List.of("durable-after-ack"),
            Grounds.restarts(),
            Variations.stores(() -> (node, disk) -> BrokenDisks.late(disk))),
        Mutant.of(
            "confirmed-before-synced",
            "a node says that it has what it has not synced yet",
            List.of("durable-after-ack"),
            Grounds.powerCuts(),
            Variations.stores(() -> (node, disk) -> BrokenDisks.hasty(disk))),
        Mutant.of(
            "tombstones-dropped-at-once",
            "what is known to be removed is forgotten at a restart",
            List.of("no-resurrected-removes"),
            Grounds.restartsInACut(),
            Variations.stores(() -> (node, disk) -> BrokenDisks.forgetful(disk))),
        Mutant.of(
            "tombstones-dropped-on-a-timer",
            "what is known to be removed is forgotten a second later",
            List.of("no-resurrected-removes"),
            Grounds.restartsInACut(),
            Variations.stores(BrokenDisks::forgetfulInTime)),
        Mutant.of(
            "checksum-ignored",
            "nobody looks at the checksum of a frame",
            List.of("corruption-contained"),
            Grounds.corruption(),
            Variations.corruption(Frames::corruptedUnseen)));
  }

  private static List<Mutant> ofForgetting() {
    return List.of(
        Mutant.of(
            "stamps-ignored-for-frames",
            "a late frame is joined whole, whatever was forgotten by then",
            List.of("no-resurrected-removes"),
            Grounds.calm(),
            Variations.wireOf(BrokenForgetting::lateFramesJoined)),
        Mutant.of(
            "incomplete-word-taken",
            "what a node shows that comes back from the past counts like that of any other",
            List.of("no-resurrected-removes"),
            Grounds.longAgo(),
            Variations.wireOf(BrokenForgetting::wordOfThePastTaken)),
        Mutant.of(
            "clock-of-a-broken-session",
            "the clock of a session that may break off is adopted as it begins",
            List.of("clocks-sound"),
            Grounds.cuts(),
            Variations.wireOf(BrokenForgetting::clockAdoptedAtOnce)),
        Mutant.of(
            "forgotten-not-told",
            "nobody says in a session what it has forgotten",
            List.of("no-resurrected-removes"),
            Grounds.longAgo(),
            Variations.wire(BrokenForgetting::forgottenNotTold)),
        Mutant.of(
            "members-forgotten",
            "a process that starts again does not wait for the members of before",
            List.of("no-lost-adds"),
            Grounds.damagedAlone(),
            Variations.stores(() -> (node, disk) -> BrokenForgetting.withoutMembers(disk))),
        Mutant.of(
            "never-heard",
            "nobody hears what one of the members has applied",
            List.of("forgets"),
            Grounds.removals(),
            Variations.wire(BrokenForgetting::oneNeverHeard)),
        Mutant.of(
            "stamps-ignored-for-bundles",
            "an old bundle is joined past the horizon",
            List.of("no-resurrected-removes"),
            Grounds.lateBundle(),
            Variations.bundles(BrokenForgetting::freshHead)),
        Mutant.of(
            "evicted-writes-joined",
            "what only an evicted node wrote is joined by itself",
            List.of("no-resurrected-removes"),
            Grounds.evicted(),
            Variations.leftovers(BrokenForgetting::leftoversJoined)),
        Mutant.of(
            "erased-early",
            "an entry is erased although it has just changed",
            List.of("expires"),
            Grounds.expiring(),
            Variations.deeds(BrokenForgetting::erasedEarly)));
  }

  private static List<Mutant> ofCounters() {
    return List.of(
        Mutant.of(
            "increment-retried",
            "an increment is carried out twice, as the answer to the first got lost",
            List.of("counters-exact"),
            Grounds.calm(),
            Variations.deeds(BrokenCounters.addingTwice())),
        Mutant.of(
            "taken-without-rights",
            "a decrement looks at no rights",
            List.of("never-oversold"),
            Grounds.sales(),
            Variations.deeds(BrokenCounters.taking())),
        Mutant.of(
            "spending-forgotten",
            "a row forgets what was taken",
            List.of("never-oversold"),
            Grounds.sales(),
            Variations.deeds(BrokenCounters.forgetting())),
        Mutant.of(
            "given-and-kept",
            "a giver keeps the rights that it gives",
            List.of("never-oversold"),
            Grounds.sales(),
            Variations.deeds(BrokenCounters.givingWhatItKeeps())),
        Mutant.of(
            "rights-transferred-twice",
            "a gift of rights counts twice when it comes twice",
            List.of("never-oversold"),
            Grounds.sales(),
            Variations.deeds(BrokenCounters.takingGiftsTwice())));
  }

  private static List<Mutant> ofMembership() {
    return List.of(
        Mutant.of(
            "members-silent",
            "nobody says who is there",
            List.of("membership-converges"),
            Grounds.calm(),
            Variations.wire(BrokenMembership::silent)),
        Mutant.of(
            "dead-never-probed-again",
            "whom a node held dead once it says nothing to, ever again",
            List.of("membership-converges"),
            Grounds.longCut(),
            Variations.wireOf(BrokenMembership::deadForGood)),
        Mutant.of(
            "higher-incarnation-ignored",
            "who says that it lives after all is not believed",
            List.of("membership-converges"),
            Grounds.cuts(),
            Variations.wire(BrokenMembership::higherIncarnationsIgnored)));
  }

  private static List<Mutant> ofClients() {
    AtomicLong coin = new AtomicLong();
    return List.of(
        Mutant.of(
            "waits-for-a-majority",
            "nothing is carried out while another node cannot be reached",
            List.of("local-availability"),
            Grounds.cuts(),
            Variations.deeds(BrokenClients::refusedWhenCutOff)),
        Mutant.of(
            "reads-elsewhere",
            "reads are answered by another node than writes",
            List.of("read-your-writes"),
            Grounds.reads(),
            Variations.readers(1)),
        Mutant.of(
            "reads-anywhere",
            "each read is answered by another node",
            List.of("monotonic-reads"),
            Grounds.reads(),
            Variations.readers(2)),
        Mutant.of(
            "token-not-looked-at",
            "a node serves a client although it lacks what that has seen elsewhere",
            List.of("read-your-writes", "monotonic-reads"),
            Grounds.roaming(),
            Variations.servingAnybody()),
        Mutant.of(
            "majority-not-asked",
            "a read for which a majority is to be asked shows what is here",
            List.of("fresh-reads"),
            BuiltIn.find("majority").orElseThrow().quick(1),
            Variations.askingNobody()),
        Mutant.of(
            "token-not-used-elsewhere",
            "a node asks others for an entry without saying what its client has seen of it",
            List.of("read-your-writes", "monotonic-reads"),
            Grounds.within(
                Grounds.roaming(),
                "k1",
                BucketSetting.of(Copies.of(2)),
                Grounds.roaming().checks()),
            Variations.servingStrangers()),
        Mutant.of(
            "coin-without-a-key",
            "a chance that does not follow from the seed",
            List.of("deterministic"),
            Grounds.calm(),
            Variations.wire(() -> (from, to, frame) ->
                coin.incrementAndGet() % 997 == 0 ? Optional.empty() : Optional.of(frame))));
  }
}
