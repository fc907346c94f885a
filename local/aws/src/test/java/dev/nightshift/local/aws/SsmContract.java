package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Tag;

/// What the functions rely on in Parameter Store and in the tagging API, asked by the real clients.
interface SsmContract {
    String NAME = "/acme/prod/db";
    String PUT_PAGE = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";

    World world();

    @Test
    default void aValueIsWrittenAndReadBackWithItsVersion() {
        assertThat(create("one")).isEqualTo(1);
        assertThat(overwrite("two")).isEqualTo(2);

        Parameter read =
                ssm().getParameter(r -> r.name(NAME).withDecryption(true)).parameter();
        assertThat(read.value()).isEqualTo("two");
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.type()).isEqualTo(ParameterType.SECURE_STRING);
        assertThat(read.arn()).endsWith(":parameter/acme/prod/db");
        assertThat(read.lastModifiedDate()).isNotNull();
    }

    @Test
    default void aSecureValueIsNotShownToWhoDoesNotAskForDecryption() {
        create("correct horse");

        assertThat(ssm().getParameter(r -> r.name(NAME)).parameter().value()).isNotEqualTo("correct horse");
    }

    @Test
    default void onlyOneCreatesAParameter() {
        create("one");

        assertRefused(() -> create("two"), 400, "ParameterAlreadyExists", "already exists");
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertRefused(() -> ssm().getParameter(r -> r.name("/acme/none")), 400, "ParameterNotFound", "");
        assertRefused(() -> ssm().deleteParameter(r -> r.name("/acme/none")), 400, "ParameterNotFound", "");
    }

    @Test
    default void severalAreReadAtOnceAndThoseThatAreNotThereAreNamed() {
        create("one");
        overwrite("two");

        GetParametersResponse read = ssm().getParameters(
                        r -> r.names(NAME, NAME + ":1", "/acme/none").withDecryption(true));

        assertThat(read.parameters()).extracting(Parameter::value).containsExactlyInAnyOrder("two", "one");
        assertThat(read.invalidParameters()).containsExactly("/acme/none");
    }

    @Test
    @MotoDiffers(
            how = "nobody wrote them",
            page = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterHistory.html")
    default void theHistoryHasTheVersionsOldestFirstWithTheirWriters() {
        create("one");
        overwrite("two");

        List<ParameterHistory> history =
                ssm().getParameterHistory(r -> r.name(NAME)).parameters();

        assertThat(history).extracting(ParameterHistory::version).containsExactly(1L, 2L);
        assertThat(history)
                .allSatisfy(version -> assertThat(version.lastModifiedUser()).startsWith("arn:"));
    }

    @Test
    default void parametersAreFoundBelowPathsAndByTheirTags() {
        create("one");
        ssm().putParameter(r -> r.name("/other/tagged")
                .value("x")
                .type(ParameterType.STRING)
                .tags(Tag.builder().key("every").value("30d").build()));

        assertThat(described("Path", "Recursive", "/acme", "/other"))
                .extracting(ParameterMetadata::name)
                .containsExactlyInAnyOrder(NAME, "/other/tagged");
        assertThat(described("tag:every", "Equals", "7d", "30d"))
                .extracting(ParameterMetadata::name)
                .containsExactly("/other/tagged");
        assertThat(tagging()
                        .getResources(r -> r.resourceTypeFilters("ssm:parameter")
                                .tagFilters(TagFilter.builder().key("every").build()))
                        .resourceTagMappingList())
                .singleElement()
                .satisfies(mapping -> {
                    assertThat(mapping.resourceARN()).endsWith(":parameter/other/tagged");
                    assertThat(mapping.tags()).extracting(tag -> tag.value()).containsExactly("30d");
                });
    }

    @Test
    default void whatAParameterWasWrittenWithIsDescribed() {
        ssm().putParameter(r -> r.name(NAME)
                .value("abc")
                .type(ParameterType.SECURE_STRING)
                .keyId("alias/acme")
                .tier(ParameterTier.ADVANCED)
                .description("the database")
                .allowedPattern("[a-z]+"));

        assertThat(described("Path", "Recursive", "/acme")).singleElement().satisfies(found -> {
            assertThat(found.keyId()).isEqualTo("alias/acme");
            assertThat(found.tier()).isEqualTo(ParameterTier.ADVANCED);
            assertThat(found.description()).isEqualTo("the database");
            assertThat(found.allowedPattern()).isEqualTo("[a-z]+");
            assertThat(found.version()).isEqualTo(1);
        });
    }

    @Test
    @MotoDiffers(how = "every later version keeps the key", page = PUT_PAGE)
    default void aVersionWrittenWithoutAKeyIsEncryptedWithTheAccountsOwn() {
        ssm().putParameter(r ->
                r.name(NAME).value("abc").type(ParameterType.SECURE_STRING).keyId("alias/acme"));
        overwrite("def");

        assertThat(described("Path", "Recursive", "/acme").getFirst().keyId()).isEqualTo("alias/aws/ssm");
    }

    @Test
    default void aHundredVersionsAreKeptAndALabelOnTheOldestBlocksTheNext() {
        create("1");
        IntStream.rangeClosed(2, 100).forEach(n -> overwrite("" + n));
        assertThat(overwrite("101")).isEqualTo(101);

        ssm().labelParameterVersion(r -> r.name(NAME).parameterVersion(2L).labels("keep"));

        assertRefused(() -> overwrite("102"), 400, "ParameterMaxVersionLimitExceeded", NAME);
    }

    @ParameterizedTest
    @CsvSource({"4097, Standard", "8193, Advanced"})
    @MotoDiffers(how = "it takes any length", page = PUT_PAGE)
    default void aTierHasALimit(int length, String tier) {
        assertRefused(
                () -> ssm().putParameter(r -> r.name(NAME)
                        .value("x".repeat(length))
                        .type(ParameterType.SECURE_STRING)
                        .tier(tier)),
                400,
                "ValidationException",
                "");
    }

    @Test
    @MotoDiffers(how = "the pattern is kept and not looked at", page = PUT_PAGE)
    default void aValueMustMatchThePattern() {
        assertRefused(
                () -> ssm().putParameter(r -> r.name(NAME)
                        .value("ABC")
                        .type(ParameterType.SECURE_STRING)
                        .allowedPattern("[a-z]+")),
                400,
                "ParameterPatternMismatchException",
                "[a-z]+");
    }

    @Test
    @MotoDiffers(how = "it takes them", page = PUT_PAGE)
    default void aValueRefersToNoOther() {
        assertRefused(() -> create("a{{b}}"), 400, "ValidationException", "{{}}");
    }

    @Test
    default void tagsGoWithACreationOnly() {
        create("one");

        assertRefused(
                () -> ssm().putParameter(r -> r.name(NAME)
                        .value("two")
                        .overwrite(true)
                        .tags(Tag.builder().key("a").value("b").build())),
                400,
                "ValidationException",
                "tags and overwrite can't be used together");
    }

    private long create(String value) {
        return ssm().putParameter(r -> r.name(NAME).value(value).type(ParameterType.SECURE_STRING))
                .version();
    }

    private long overwrite(String value) {
        return ssm().putParameter(r -> r.name(NAME)
                        .value(value)
                        .type(ParameterType.SECURE_STRING)
                        .overwrite(true))
                .version();
    }

    private List<ParameterMetadata> described(String key, String option, String... values) {
        ParameterStringFilter filter = ParameterStringFilter.builder()
                .key(key)
                .option(option)
                .values(values)
                .build();
        return ssm().describeParameters(r -> r.parameterFilters(filter)).parameters();
    }

    private SsmClient ssm() {
        return world().clients().of(SsmClient::builder);
    }

    private ResourceGroupsTaggingApiClient tagging() {
        return world().clients().of(ResourceGroupsTaggingApiClient::builder);
    }
}
