package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;

/// What the functions rely on where AWS keeps certificates: ACM, IAM and RDS, asked by the real clients.
interface CertificatesContract {
    Duration LIFETIME = Duration.ofDays(90);
    String RSA = "RSA_2048";
    String EC = "EC_prime256v1";
    String LIST_PAGE = "https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html";
    String FILTERS_PAGE = "https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html";
    String DETAIL_PAGE = "https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html";
    String METADATA_PAGE = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificateMetadata.html";
    String LIST_SERVER_PAGE = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html";
    String INSTANCE_PAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html";
    String DESCRIBE_PAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html";

    World world();

    @Test
    default void anImportedCertificateIsListedAndDescribed() {
        String arn = world().imported("a.test", RSA, LIFETIME);

        assertThat(listed(KeyAlgorithm.knownValues().toArray(KeyAlgorithm[]::new)))
                .containsExactly(arn);
        CertificateDetail detail = described(arn);
        assertThat(detail.domainName()).isEqualTo("a.test");
        assertThat(detail.subjectAlternativeNames()).containsExactly("a.test");
        assertThat(detail.type()).isEqualTo(CertificateType.IMPORTED);
        assertThat(detail.status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(detail.renewalEligibility()).isEqualTo(RenewalEligibility.INELIGIBLE);
        assertThat(detail.renewalSummary()).isNull();
        assertThat(detail.inUseBy()).isEmpty();
        assertThat(Duration.between(detail.notBefore(), detail.notAfter())).isEqualTo(LIFETIME);
    }

    @Test
    @MotoDiffers(how = "the number is decimal", page = DETAIL_PAGE)
    default void aSerialNumberIsPairsOfHexadecimalDigitsWithColons() {
        assertThat(described(world().imported("a.test", RSA, LIFETIME)).serial())
                .matches("[0-9a-f]{2}(:[0-9a-f]{2})+");
    }

    @Test
    default void onlyTheKeyTypesAndStatusesThatWereAskedForAreListed() {
        String rsa = world().imported("a.test", RSA, LIFETIME);
        String ec = world().imported("b.test", EC, LIFETIME);

        assertThat(listed(KeyAlgorithm.RSA_2048)).containsExactly(rsa);
        assertThat(listed(KeyAlgorithm.EC_PRIME256_V1)).containsExactly(ec);
        assertThat(acm().listCertificates(request -> request.certificateStatuses(CertificateStatus.EXPIRED))
                        .certificateSummaryList())
                .isEmpty();
    }

    @Test
    @MotoDiffers(how = "all are listed", page = FILTERS_PAGE)
    default void withoutKeyTypesOnlyRsaOfUpTo2048BitsIsListed() {
        String rsa = world().imported("a.test", RSA, LIFETIME);
        world().imported("b.test", EC, LIFETIME);

        assertThat(listed()).containsExactly(rsa);
    }

    @Test
    @MotoDiffers(how = "one page has all", page = LIST_PAGE)
    default void certificatesComeInPages() {
        world().imported("a.test", RSA, LIFETIME);
        world().imported("b.test", RSA, LIFETIME);

        ListCertificatesResponse first = acm().listCertificates(request -> request.maxItems(1));
        assertThat(first.certificateSummaryList()).hasSize(1);
        ListCertificatesResponse second =
                acm().listCertificates(request -> request.maxItems(1).nextToken(first.nextToken()));
        assertThat(second.certificateSummaryList()).hasSize(1).isNotEqualTo(first.certificateSummaryList());
        assertThat(second.nextToken()).isNull();
    }

    @Test
    default void aCertificateThatIsNotThereIsNotFound() {
        String arn = world().imported("a.test", RSA, LIFETIME).replaceFirst(".{12}$", "ffffffffffff");

        assertRefused(() -> described(arn), 400, "ResourceNotFoundException", arn);
    }

    @Test
    default void anUploadedCertificateIsListed() {
        String arn = world().uploaded("shop", LIFETIME);

        assertThat(iam().listServerCertificates().serverCertificateMetadataList())
                .extracting(ServerCertificateMetadata::serverCertificateName, ServerCertificateMetadata::arn)
                .containsExactly(tuple("shop", arn));
    }

    @Test
    @MotoDiffers(how = "all end on the same day of 2012", page = METADATA_PAGE)
    default void anUploadedCertificateSaysWhenItEnds() {
        world().uploaded("shop", LIFETIME);

        ServerCertificateMetadata shop =
                iam().listServerCertificates().serverCertificateMetadataList().getFirst();
        assertThat(Duration.between(shop.uploadDate(), shop.expiration()).plusMinutes(5))
                .isBetween(LIFETIME, LIFETIME.plusMinutes(5));
    }

    @Test
    @MotoDiffers(how = "one page has all", page = LIST_SERVER_PAGE)
    default void uploadedCertificatesComeInPages() {
        world().uploaded("shop", LIFETIME);
        world().uploaded("mail", LIFETIME);

        ListServerCertificatesResponse first = iam().listServerCertificates(request -> request.maxItems(1));
        assertThat(first.isTruncated()).isTrue();
        ListServerCertificatesResponse second =
                iam().listServerCertificates(request -> request.maxItems(1).marker(first.marker()));
        assertThat(second.isTruncated()).isFalse();
        assertThat(List.of(first, second))
                .flatExtracting(ListServerCertificatesResponse::serverCertificateMetadataList)
                .extracting(ServerCertificateMetadata::serverCertificateName)
                .containsExactlyInAnyOrder("shop", "mail");
    }

    @Test
    default void aDatabaseInstanceIsDescribed() {
        String arn = world().database("orders");

        assertThat(rds().describeDBInstances().dbInstances())
                .extracting(DBInstance::dbInstanceIdentifier, DBInstance::dbInstanceArn)
                .containsExactly(tuple("orders", arn));
    }

    @Test
    @MotoDiffers(how = "there are no details of its certificate", page = INSTANCE_PAGE)
    default void aDatabaseInstanceSaysWhenItsCertificateEnds() {
        world().database("orders");

        DBInstance orders = rds().describeDBInstances().dbInstances().getFirst();
        assertThat(orders.certificateDetails()).isNotNull();
        assertThat(orders.certificateDetails().caIdentifier()).isEqualTo("rds-ca-rsa2048-g1");
        assertThat(orders.certificateDetails().validTill()).isNotNull();
    }

    @Test
    default void databaseInstancesComeInPagesOfAtLeastTwenty() {
        for (int i = 0; i < 21; i++) {
            world().database("db-" + i);
        }

        DescribeDbInstancesResponse first = rds().describeDBInstances(request -> request.maxRecords(20));
        assertThat(first.dbInstances()).hasSize(20);
        DescribeDbInstancesResponse second =
                rds().describeDBInstances(request -> request.maxRecords(20).marker(first.marker()));
        assertThat(second.dbInstances()).hasSize(1);
        assertThat(second.marker()).isNull();
    }

    @Test
    @MotoDiffers(how = "any size is taken", page = DESCRIBE_PAGE)
    default void aPageOfDatabaseInstancesHasALeastSize() {
        assertRefused(
                () -> rds().describeDBInstances(request -> request.maxRecords(19)),
                400,
                "InvalidParameterValue",
                "MaxRecords");
    }

    private List<String> listed(KeyAlgorithm... keys) {
        return acm()
                .listCertificates(request -> {
                    if (keys.length > 0) {
                        request.includes(filters -> filters.keyTypes(keys));
                    }
                })
                .certificateSummaryList()
                .stream()
                .map(CertificateSummary::certificateArn)
                .toList();
    }

    private CertificateDetail described(String arn) {
        return acm().describeCertificate(request -> request.certificateArn(arn)).certificate();
    }

    private AcmClient acm() {
        return world().clients().of(AcmClient::builder);
    }

    private IamClient iam() {
        return world().clients().of(IamClient::builder);
    }

    private RdsClient rds() {
        return world().clients().of(RdsClient::builder);
    }
}
