package io.belay.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.belay.notification",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule domainKnowsOnlyJava =
      classes()
          .that()
          .resideInAPackage("..notification.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..notification.domain..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule onlyWireKnowsAvro =
      noClasses()
          .that()
          .resideOutsideOfPackage("..notification.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.belay.events..", "org.apache.avro..");

  @ArchTest
  static final ArchRule nobodyKnowsTheSerialisersVendor =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.apicurio..", "io.confluent..");

  @ArchTest
  static final ArchRule onlyChannelsKnowGateways =
      noClasses()
          .that()
          .resideOutsideOfPackage("..notification.channel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jsmpp..", "jakarta.mail..");
}
