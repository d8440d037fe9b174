package io.belay.escalation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.belay.escalation", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  @ArchTest
  static final ArchRule theDomainKnowsOnlyJavaAndWhatMayBeNull =
      classes()
          .that()
          .resideInAPackage("io.belay.escalation.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.belay.escalation.domain..");

  @ArchTest
  static final ArchRule onlyTheWireKnowsAvro =
      noClasses()
          .that(
              resideOutsideOfPackages("io.belay.escalation.wire..", "io.belay.escalation.state.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.belay.events..", "io.belay.escalation.state..", "org.apache.avro.."));

  @ArchTest
  static final ArchRule serialisersAreNamedInConfigurationOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.apicurio..", "io.confluent..");

  @ArchTest
  static final ArchRule theStreamsKnowNothingOfSpringOrTheWeb =
      noClasses()
          .that()
          .resideInAnyPackage("io.belay.escalation.stream..", "io.belay.escalation.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "io.belay.escalation.web..");

  @ArchTest
  static final ArchRule roomsDoNotGoInCircles =
      slices().matching("io.belay.escalation.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theSystemClockIsNamedOnce =
      noClasses()
          .that()
          .doNotHaveSimpleName("EscalationConfiguration")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.lang.System.class, "currentTimeMillis");
}
