package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the tests do with a record, over the right types and over wrong ones. */
class Chart {
  private static final String SUBSTANCE = "latex";

  private final PatientFile file;

  Chart(PatientFile file) {
    this.file = file;
  }

  Receipt recordAllergy(String reaction) {
    return file.recordAllergy(SUBSTANCE, reaction);
  }

  /** Takes away all that is seen. */
  void retractAllergies() {
    var unused = file.retractAllergy(SUBSTANCE, "entered in error");
  }

  Set<String> reactions() {
    Set<String> reactions = new TreeSet<>();
    file.read()
        .allergies()
        .values()
        .forEach(all -> all.forEach(each -> reactions.add(each.reaction())));
    return reactions;
  }

  Receipt consent(boolean given) {
    return given ? file.consent("research") : file.withdraw("research");
  }

  boolean consents() {
    return file.read().consents().contains(Purpose.RESEARCH);
  }

  PatientFile file() {
    return file;
  }

  /** A wrong choice: all allergies as one value, of which the last writer wins. */
  static final class LastWriterWins extends Chart {
    private final io.rejoin.value.Register<String> register;

    LastWriterWins(Grid grid, PatientFile file, String patient) {
      super(file);
      register = grid.register("wrong/" + patient, Codec.string());
    }

    @Override
    Receipt recordAllergy(String reaction) {
      Set<String> all = reactions();
      all.add(reaction);
      return register.set(String.join(";", all));
    }

    @Override
    void retractAllergies() {
      register.set("");
    }

    @Override
    Set<String> reactions() {
      Set<String> all = new TreeSet<>(List.of(register.value().orElse("").split(";")));
      all.remove("");
      return all;
    }
  }

  /** A wrong choice: a flag where enabling wins. */
  static final class EnableWins extends Chart {
    private final io.rejoin.value.Flag flag;

    EnableWins(Grid grid, PatientFile file, String patient) {
      super(file);
      flag = grid.flag("wrong/" + patient);
    }

    @Override
    Receipt consent(boolean given) {
      return given ? flag.enable() : flag.disable();
    }

    @Override
    boolean consents() {
      return flag.isEnabled();
    }
  }
}
