package io.rejoin.examples.healthcare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a trail says of a record that became another. */
class DifferencesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:14:30Z");

  private final Grid grid = Grid.start(GridConfig.named("test").outboundOnly());
  private final Clinic clinic = new Clinic(grid, "harbour", () -> NOW);
  private final PatientFile file = clinic.file("p-1", "Dr. Lund");

  @AfterEach
  void close() {
    clinic.close();
    grid.close();
  }

  @Test
  void everyPartHasItsWords() {
    assertSaid("name: none here, now Ada", each -> each.admit("Ada"));
    assertSaid(
        "allergy added: latex (rash), Dr. Lund, harbour",
        each -> each.recordAllergy("latex", "rash"));
    assertSaid(
        "aspirin: not on the list here, now 100 mg 1x daily (Dr. Lund, harbour)",
        each -> each.prescribe("aspirin", "100 mg"));
    assertSaid(
        "aspirin: 100 mg 1x daily (Dr. Lund, harbour) here, now not on the list",
        each -> each.stop("aspirin", "bleeding"));
    assertSaid("consent to research: not given here, now given", each -> each.consent("research"));
    assertSaid("consent to research: given here, now withdrawn", each -> each.withdraw("research"));
    assertSaid("phone: none here, now 1", each -> each.reach(Contact.PHONE, "1"));
    assertSaid("phone: 1 here, now 2", each -> each.reach(Contact.PHONE, "2"));
    assertSaid(
        "note: 2026-03-01T09:14Z Dr. Lund, harbour: Sugar 7.9. Well.",
        each -> each.note("Sugar 7.9. Well."));
    assertSaid(
        "note, behind \"nd, harbour: Sugar 7.9.\" now: Fasting.",
        each -> each.noteAfter("7.9.", "Fasting."));
    assertSaid("record erased elsewhere: nothing is left here", each -> each.erase("asked"));
  }

  @Test
  void aRetractionSaysWhatIsGoneAndWhy() {
    file.recordAllergy("latex", "rash");
    PatientRecord before = file.read();
    file.retractAllergy("latex", "meant for p-2");
    assertEquals(
        List.of(
            "allergy gone, retracted: latex (rash), Dr. Lund, harbour",
            "entered in error: latex: meant for p-2, Dr. Lund, harbour"),
        Differences.between(before, file.read()));
  }

  @Test
  void ofAChangedLineOnlyWordsThatChangedAreSaid() {
    assertEquals(
        List.of("note, behind \"The quick brown\", was: fox now: dog"),
        NoteChanges.between("The quick brown fox jumps", "The quick brown dog jumps"));
    assertEquals(
        List.of("note: entirely other", "note gone: The quick brown fox"),
        NoteChanges.between("The quick brown fox", "entirely other"));
    assertEquals(
        List.of("note, behind \"The old sugar is\", was: 7.9. now: 8.1. Fasting."),
        NoteChanges.between("The old sugar is 7.9.", "The old sugar is 8.1. Fasting."));
    assertEquals(
        List.of("note, behind \"The old sugar is 7.9.\" now: Fasting: yes."),
        NoteChanges.between("The old sugar is 7.9.", "The old sugar is 7.9. Fasting: yes."));
    assertEquals(List.of(), NoteChanges.between("a\nb\n", "a\nb\n"));
  }

  private void assertSaid(String line, Consumer<PatientFile> edit) {
    PatientRecord before = file.read();
    edit.accept(file);
    assertEquals(List.of(line), Differences.between(before, file.read()));
    assertEquals(List.of(), Differences.between(file.read(), file.read()));
  }
}
