package io.rejoin.examples.demo.replay;

import io.rejoin.examples.demo.grid.Answer;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.NodeClient;
import io.rejoin.examples.demo.grid.Site;
import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.Journal.Outcome;
import io.rejoin.examples.demo.shop.Journal.Visited;
import io.rejoin.examples.demo.shop.Shopper;
import io.rejoin.examples.demo.shop.Visit;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes visits to a node of their site, or of the next one while theirs has no node, and writes
 * down what came of them.
 */
public final class ShopDoor implements Replay.Door {
  private static final long CONFIRM_LIMIT_MS = 20_000;

  private final List<Site> sites;
  private final Journal journal;
  private final Promise promise;
  private final AtomicLong operations = new AtomicLong();
  private volatile boolean cut;
  private volatile @Nullable String firstFailure;

  /** A shopper waits until the promise is kept. */
  public ShopDoor(List<Site> sites, Journal journal, Promise promise) {
    this.sites = sites;
    this.journal = journal;
    this.promise = promise;
  }

  /** Whether visits that begin now count as made during the cut. */
  public void cut(boolean value) {
    cut = value;
  }

  /** Operations answered so far. */
  public long operations() {
    return operations.get();
  }

  /** What went wrong first, in words; null if nothing did. */
  public @Nullable String firstFailure() {
    return firstFailure;
  }

  @Override
  public void visit(Shopper shopper, int number) {
    Visit visit = shopper.visits().get(number);
    boolean duringCut = cut;
    while (true) {
      Site site = open(visit.site());
      GridNode node = site.nodeFor(shopper.number());
      int mishaps = promise.mishaps(site);
      boolean shaken = site.shaken();
      Result result;
      try {
        result = judge(ask(site, node, shopper, visit), promise.mishaps(site) > mishaps);
      } catch (ConnectException e) {
        if (!node.up()) {
          continue; // it was killed just now, and nothing was sent
        }
        result = failed(node, visit, e);
      } catch (NodeClient.Unknown e) {
        boolean excused = shaken || promise.mishaps(site) > mishaps;
        result = excused ? unknown(visit, Outcome.INDETERMINATE) : failed(node, visit, e);
      } catch (IOException e) {
        result = node.up() ? failed(node, visit, e) : unknown(visit, Outcome.INDETERMINATE);
      }
      int siteIndex = node.spec().siteIndex();
      int place = node.spec().index();
      journal.add(
          new Visited(shopper, siteIndex, place, duringCut, result.outcome(), result.done()));
      operations.addAndGet(visit.operations().size());
      return;
    }
  }

  private record Result(Outcome outcome, List<Applied> done) {}

  /** The site, or the next one that has a node. */
  private Site open(int wanted) {
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get((wanted + i) % sites.size());
      if (!site.nodesUp().isEmpty()) {
        return site;
      }
    }
    return sites.get(wanted);
  }

  private Answer ask(Site site, GridNode node, Shopper shopper, Visit visit) throws IOException {
    return node.client()
        .post(shopper.cart(), visit.operations(), promise.level(site), CONFIRM_LIMIT_MS);
  }

  /** A copy that was asked for while another node was being killed is not missed. */
  private Result judge(Answer answer, boolean excused) {
    if (answer.reached() || excused) {
      return new Result(Outcome.OK, answer.done());
    }
    firstFailure =
        "only %d copy within %d s".formatted(answer.confirmed(), CONFIRM_LIMIT_MS / 1000);
    return new Result(Outcome.FAILED, answer.done());
  }

  private Result failed(GridNode node, Visit visit, IOException cause) {
    if (firstFailure == null) {
      firstFailure = node.spec().name() + ": " + cause;
    }
    return unknown(visit, Outcome.FAILED);
  }

  private static Result unknown(Visit visit, Outcome outcome) {
    return new Result(outcome, visit.operations().stream().map(Applied::unknown).toList());
  }
}
