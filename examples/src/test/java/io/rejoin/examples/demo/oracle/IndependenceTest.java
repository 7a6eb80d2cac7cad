package io.rejoin.examples.demo.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A judge must not be related to the judged. */
class IndependenceTest {
  @Test
  void theOracleKnowsNothingOfTheGrid() {
    classes()
        .that()
        .resideInAPackage("io.rejoin.examples.demo.oracle")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.rejoin.examples.demo.oracle",
            "io.rejoin.examples.demo.shop")
        .check(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rejoin.examples.demo"));
  }
}
