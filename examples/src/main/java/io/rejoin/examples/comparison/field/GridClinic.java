package io.rejoin.examples.comparison.field;

import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.value.Flag;
import io.rejoin.value.MultiValueRegister;
import io.rejoin.value.ReplicatedSet;
import java.util.Set;
import java.util.TreeSet;

/** Add-wins sets of allergies, consents where withdrawal wins, all phone numbers, texts. */
record GridClinic(Grid grid) implements Care {
  @Override
  public void record(String patient, String allergy) {
    set(patient).add(allergy);
  }

  @Override
  public void retract(String patient, String allergy) {
    set(patient).remove(allergy);
  }

  @Override
  public Set<String> allergies(String patient) {
    return set(patient).value();
  }

  private ReplicatedSet<String> set(String patient) {
    return grid.map(patient).set("allergies", Codec.string());
  }

  @Override
  public void consent(String patient) {
    flag(patient).enable();
  }

  @Override
  public void withdraw(String patient) {
    flag(patient).disable();
  }

  @Override
  public boolean consents(String patient) {
    return flag(patient).isEnabled();
  }

  private Flag flag(String patient) {
    return grid.map(patient).disableWinsFlag("consent");
  }

  @Override
  public void reach(String patient, String phone) {
    register(patient).set(phone);
  }

  @Override
  public Set<String> phones(String patient) {
    return new TreeSet<>(register(patient).value());
  }

  private MultiValueRegister<String> register(String patient) {
    return grid.map(patient).multiValueRegister("phone", Codec.string());
  }

  @Override
  public void note(String patient, String line) {
    grid.map(patient).text("notes").append(line + "\n");
  }

  @Override
  public Set<String> notes(String patient) {
    Set<String> lines = new TreeSet<>();
    grid.map(patient).text("notes").value().lines().forEach(lines::add);
    return lines;
  }
}
