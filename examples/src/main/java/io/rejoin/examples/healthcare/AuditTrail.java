package io.rejoin.examples.healthcare;

import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import io.rejoin.value.GrowOnlySet;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happened at a site, in pages of one day and {@value #PAGE} lines at most, so that no entry
 * grows without bound. Only the site itself writes them, everybody can read them. A page only
 * grows: no operation takes a line out of it, short of erasing the page.
 *
 * <p>Pages lie outside of the records' bucket: who listens to records hears of no line, so writing
 * one never leads to another.
 */
public final class AuditTrail {
  private static final int PAGE = 500;
  private static final String BUCKET = "audit";

  private final Grid grid;
  private final String begin;
  private final InstantSource clock;

  /** The trail of a site. */
  public AuditTrail(Grid grid, String site, InstantSource clock) {
    this.grid = grid;
    this.begin = BUCKET + "/" + Input.id("a site", site) + "/";
    this.clock = clock;
  }

  synchronized void write(AuditLine.Kind kind, String who, String patient, String what) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String day = now.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    int number = 1;
    GrowOnlySet<AuditLine> page = page(day, number);
    while (page.size() >= PAGE) {
      page = page(day, ++number);
    }
    page.add(new AuditLine(page.size() + 1L, now.toString(), kind, who, patient, what));
  }

  private GrowOnlySet<AuditLine> page(String day, int number) {
    return grid.growOnlySet("%s%s/%03d".formatted(begin, day, number), AuditLine.CODEC);
  }

  /** All lines of the site that are known here, as they were written. */
  public List<AuditLine> lines() {
    List<AuditLine> lines = new ArrayList<>();
    for (EntryKey page : grid.keys(BUCKET)) {
      String key = page.key().utf8();
      if (key.startsWith(begin)) {
        grid.growOnlySet(key, AuditLine.CODEC).value().stream()
            .sorted(Comparator.comparingLong(AuditLine::number))
            .forEach(lines::add);
      }
    }
    return List.copyOf(lines);
  }
}
