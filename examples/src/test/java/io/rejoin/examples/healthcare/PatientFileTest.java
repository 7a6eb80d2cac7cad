package io.rejoin.examples.healthcare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a record at one node shows after what was written into it, and what cannot be written. */
class PatientFileTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:14:30Z");

  private final Grid grid = Grid.start(GridConfig.named("test").outboundOnly());
  private final Clinic clinic = new Clinic(grid, "northgate", () -> NOW);
  private final PatientFile file = clinic.file("p-1", "Dr. Voss");

  @AfterEach
  void close() {
    clinic.close();
    grid.close();
  }

  @Test
  void anUnknownPatientHasAnEmptyRecord() {
    assertTrue(file.read().isEmpty());
    assertFalse(file.read().isRemnant());
  }

  @Test
  void anAllergyThatIsRetractedLeavesTheReason() {
    file.recordAllergy(" Latex ", "rash");
    file.recordAllergy("latex", "swelling");
    assertEquals(2, file.read().allergies().getOrDefault("latex", Set.of()).size());
    file.retractAllergy("LATEX", "meant for p-2");
    assertEquals(Set.of(), file.read().allergies().keySet());
    assertEquals(
        Set.of(new Allergy.Retraction("latex", "meant for p-2", "Dr. Voss, northgate")),
        file.read().errors());
    assertRefused("no allergy to 'latex'", () -> file.retractAllergy("latex", "again"));
    assertEquals(1, file.read().errors().size());
  }

  @Test
  void aPrescriptionSaysWhatElseItsPrescriberSaw() {
    file.prescribe("Metformin", "500 mg 2x daily");
    file.prescribe("aspirin", "100 mg");
    file.prescribe("metformin", "850 mg 2x daily");
    List<Prescription> all = file.read().prescriptions();
    assertEquals(
        List.of("aspirin 100 mg 1x daily", "metformin 850 mg 2x daily"),
        all.stream().map(Prescription::label).toList());
    assertEquals(List.of("aspirin 100 mg 1x daily"), all.get(1).knew());
    assertEquals(List.of(), file.read().unseenPairs());
    file.stop("aspirin", "bleeding");
    assertEquals(Set.of("metformin"), file.read().medication().keySet());
    assertRefused("does not take 'aspirin'", () -> file.stop("aspirin", "bleeding"));
  }

  @Test
  void whatThePatientIsAllergicToIsNotPrescribed() {
    file.recordAllergy("penicillin", "shock");
    assertRefused("is allergic to penicillin", () -> file.prescribe("Penicillin", "500 mg"));
    assertEquals(Set.of(), file.read().medication().keySet());
  }

  @Test
  void consentIsPerPurpose() {
    file.consent("Research");
    file.consent("sharing");
    file.withdraw("research");
    assertEquals(Set.of(Purpose.SHARING), file.read().consents());
    file.consent("research");
    assertEquals(Set.of(Purpose.SHARING, Purpose.RESEARCH), file.read().consents());
  }

  @Test
  void aDecisionNeedsWhatIsShown() {
    file.reach(Contact.PHONE, "1");
    file.reach(Contact.PHONE, "2");
    assertThrows(IllegalStateException.class, () -> file.decide(Contact.PHONE, List.of("1"), "1"));
    assertEquals(List.of("2"), file.read().contacts().get(Contact.PHONE));
    file.decide(Contact.PHONE, List.of("2"), "3");
    assertEquals(List.of("3"), file.read().contacts().get(Contact.PHONE));
  }

  @Test
  void notesAreWrittenAtTheEndAndBehindAPassage() {
    file.note("Blood sugar \uD83E\uDE78 7.9.");
    file.noteAfter("7.9.", "Fasting.");
    file.note("Comes again in May.");
    assertEquals("""
        2026-03-01T09:14Z Dr. Voss, northgate: Blood sugar \uD83E\uDE78 7.9. Fasting.
        2026-03-01T09:14Z Dr. Voss, northgate: Comes again in May.
        """, file.read().notes());
    assertRefused("no passage 'nowhere'", () -> file.noteAfter("nowhere", "x"));
  }

  @Test
  void wrongInputChangesNothing() {
    file.admit("Ada");
    PatientRecord before = file.read();
    int lines = clinic.audit().lines().size();
    assertRefused("purpose 'adverts'", () -> file.consent("adverts"));
    assertRefused("purpose ''", () -> file.withdraw(""));
    assertRefused("substance of an allergy is empty", () -> file.recordAllergy(" \t", "rash"));
    assertRefused("reaction is empty", () -> file.recordAllergy("nuts", ""));
    assertRefused("reason is empty", () -> file.retractAllergy("nuts", ""));
    assertRefused(
        "50000 mg is out of range: it is 1 to 10000 mg",
        () -> file.prescribe("aspirin", "50000 mg"));
    assertRefused("0 mg is out of range", () -> file.prescribe("aspirin", "0 mg"));
    assertRefused("13x daily is out of range", () -> file.prescribe("aspirin", "1 mg 13x daily"));
    assertRefused("unit 'spoons'", () -> file.prescribe("aspirin", "2 spoons"));
    assertRefused("'a lot' is not understood", () -> file.prescribe("aspirin", "a lot"));
    assertRefused(
        "201 characters, at most 200", () -> file.reach(Contact.ADDRESS, "x".repeat(201)));
    assertRefused("2,001 characters, at most 2,000", () -> file.note("x".repeat(2_001)));
    assertRefused("line break", () -> file.note("a\nb"));
    assertRefused("no text", () -> file.admit("half a character: \uD83E"));
    assertRefused("patient's id 'P 1'", () -> clinic.file("P 1", "Dr. Voss"));
    assertRefused("who writes is empty", () -> clinic.file("p-1", " "));
    assertRefused("a site 'a/b'", () -> new Clinic(grid, "a/b", () -> NOW));
    assertEquals(before, file.read());
    assertEquals(lines, clinic.audit().lines().size());
  }

  @Test
  void notesHaveAnEnd() {
    grid.map("patients/p-1").text("notes").append("x".repeat(PatientFile.MOST_NOTES - 100));
    String before = file.read().notes();
    assertRefused("more than 20,000", () -> file.note("x".repeat(101)));
    assertRefused("more than 20,000", () -> file.noteAfter("xx", "x".repeat(101)));
    assertEquals(before, file.read().notes());
  }

  @Test
  void erasingLeavesNothingButTheTrail() {
    file.admit("Ada");
    file.recordAllergy("latex", "rash");
    file.consent("research");
    file.erase("asked for it");
    assertTrue(file.read().isEmpty());
    assertEquals(
        List.of("listening from now on", "name: Ada"),
        clinic.audit().lines().stream().limit(2).map(AuditLine::what).toList());
    assertEquals(5, clinic.audit().lines().size());
  }

  @Test
  void aTrailGoesOnOnItsNextPage() {
    for (int i = 1; i <= 1_200; i++) {
      clinic.audit().write(AuditLine.Kind.EDITED, "x", "p-1", "line " + i);
    }
    List<AuditLine> lines = new AuditTrail(grid, "northgate", () -> NOW).lines();
    assertEquals(1_201, lines.size());
    assertEquals("line 1200", lines.get(1_200).what());
    assertEquals(3, grid.keys("audit").size());
    assertEquals(List.of(), new AuditTrail(grid, "north", () -> NOW).lines());
  }

  private static void assertRefused(String why, Runnable edit) {
    String said = assertThrows(IllegalArgumentException.class, edit::run).getMessage();
    assertTrue(String.valueOf(said).contains(why), () -> said + " does not say: " + why);
  }
}
