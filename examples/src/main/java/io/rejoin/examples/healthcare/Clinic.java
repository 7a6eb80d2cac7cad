package io.rejoin.examples.healthcare;

import io.rejoin.Change;
import io.rejoin.Prefix;
import io.rejoin.Subscription;
import io.rejoin.grid.Grid;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A site that keeps patients' records: a clinic, or an ambulance. While it is open it writes down
 * what its view of every record became when changes from elsewhere were joined with it.
 *
 * <p>Open it as soon as its node has started: what comes in before that is in no audit trail.
 */
public final class Clinic implements AutoCloseable {
  private final Grid grid;
  private final String name;
  private final InstantSource clock;
  private final AuditTrail audit;
  private final Subscription records;

  /**
   * Opens it.
   *
   * @param name of the site: 1 to 40 of a-z, 0-9 and hyphens; no other site may have it
   * @param clock its wall clock, which is shown and never decides anything
   */
  public Clinic(Grid grid, String name, InstantSource clock) {
    this.grid = grid;
    this.name = name;
    this.clock = clock;
    this.audit = new AuditTrail(grid, name, clock);
    audit.write(AuditLine.Kind.OPENED, "grid", "", "listening from now on");
    this.records = Prefix.of(
            grid, PatientFile.BUCKET, key -> grid.map(key).as(PatientRecord::read))
        .onChange(this::heard);
  }

  public String name() {
    return name;
  }

  /** What happened here. */
  public AuditTrail audit() {
    return audit;
  }

  /** A patient's record, for somebody who works here. */
  public PatientFile file(String patient, String who) {
    return new PatientFile(grid, this, patient, who);
  }

  /** The time here, to the minute. */
  String time() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
  }

  private void heard(Change<PatientRecord> change) {
    // Changes that waited too long come as one; others' may be among them even if the last is ours.
    if (change.local() && change.skipped() == 0) {
      return;
    }
    String patient = change.key().substring(PatientFile.BUCKET.length());
    for (String what : Differences.between(change.before(), change.after())) {
      audit.write(AuditLine.Kind.JOINED, "grid", patient, what);
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
