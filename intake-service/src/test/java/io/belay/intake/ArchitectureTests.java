package io.belay.intake;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.belay.intake", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule domainKnowsJavaAndJSpecifyOnly =
      classes()
          .that()
          .resideInAPackage("io.belay.intake.domain..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.belay.intake.domain..", "java..", "org.jspecify.."));

  @ArchTest
  static final ArchRule onlyWireKnowsTheGeneratedRecords =
      noClasses()
          .that(resideOutsideOfPackage("io.belay.intake.wire.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.belay.events..");

  @ArchTest
  static final ArchRule nobodyKnowsASerialiser =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.apicurio..", "io.confluent..");

  @ArchTest
  static final ArchRule webNeverTouchesKafka =
      noClasses()
          .that()
          .resideInAPackage("io.belay.intake.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

  @ArchTest
  static final ArchRule onlyTheConfigurationNamesTheSystemClock =
      noClasses()
          .that()
          .doNotHaveSimpleName("IntakeConfiguration")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.InstantSource.class, "system");
}
