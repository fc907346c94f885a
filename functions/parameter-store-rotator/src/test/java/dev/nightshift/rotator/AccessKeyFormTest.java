package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Access keys as people keep them.
class AccessKeyFormTest {
    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accessKeyId\":\"@ID\",\"secretAccessKey\":\"@SECRET\"}",
                "{ \"AccessKeyId\" : \"@ID\",\n\t\"SecretAccessKey\" : \"@SECRET\", \"Version\": 1 }",
                "{\"aws_access_key_id\": \"@ID\", \"aws_secret_access_key\": \"@SECRET\", \"region\": \"eu-central-1\"}",
                "{\"AWS_SECRET_ACCESS_KEY\": \"@SECRET\", \"AWS_ACCESS_KEY_ID\": \"@ID\"}",
                "{\"access-key-id\": \"@ID\", \"secret-access-key\": \"@SECRET\"}",
                "{\"AccessKey\": {\"UserName\": \"mailer\", \"AccessKeyId\": \"@ID\", \"SecretAccessKey\": \"@SECRET\"}}",
                "[default]\naws_access_key_id = @ID\naws_secret_access_key = @SECRET\n",
                "[default]\r\naws_secret_access_key=@SECRET\r\naws_access_key_id=@ID\r\nregion=eu-central-1\r\n",
                "# of the mailer: aws_access_key_id = AKIAOLD\n[mailer]\naws_access_key_id=@ID # since May\naws_secret_access_key=@SECRET",
                "[other]\nregion = us-east-1\n[mailer]\n  aws_access_key_id = @ID\n  aws_secret_access_key = @SECRET\n[last]\nrole_arn = x\n",
                "export AWS_ACCESS_KEY_ID=\"@ID\"\nexport AWS_SECRET_ACCESS_KEY='@SECRET'\n",
                "AWS_ACCESS_KEY_ID=@ID\nAWS_SECRET_ACCESS_KEY=@SECRET"
            })
    void everyByteButTheKeyStaysWhateverItsFieldsAreCalled(String template) {
        Secret value = Secret.of(template.replace("@ID", ID).replace("@SECRET", SECRET));

        AccessKeyForm form = AccessKeyForm.of(value);

        assertThat(form.id()).isEqualTo(ID);
        assertThat(form.secret().reveal()).isEqualTo(SECRET);
        assertThat(form.with("AKIANEW", "n+e/w").reveal())
                .isEqualTo(value.reveal().replace(ID, "AKIANEW").replace(SECRET, "n+e/w"));
        assertThat(form.with(ID, SECRET).reveal()).isEqualTo(value.reveal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'accessKeyId': 'a', 'AccessKeyId': 'b', 'secretAccessKey': 'c'} | its value has several fields for one: accessKeyId, AccessKeyId",
                "{'one': {'AccessKeyId': 'a', 'SecretAccessKey': 'b'}, 'two': {'AccessKeyId': 'c', 'SecretAccessKey': 'd'}} | its value has several fields for one: /one/AccessKeyId, /two/AccessKeyId",
                "{'one': {'AccessKeyId': 'a'}, 'SecretAccessKey': 'b'} | its fields /one/AccessKeyId and SecretAccessKey are not of one object",
                "{'accessKeyId': 'a'} | its value has no field secretAccessKey",
                "{'key': 'a', 'secret': 'b'} | its value has no field accessKeyId",
                "[a];aws_access_key_id=A;aws_secret_access_key=b;[b];aws_access_key_id=C;aws_secret_access_key=d | its value has lines for more than one access key: keep one",
                "[a];aws_access_key_id=A;[b];aws_secret_access_key=b | its value has lines for more than one access key: keep one",
                "aws_access_key_id=A | its value is neither a JSON object with the fields accessKeyId and secretAccessKey nor has lines with aws_access_key_id and aws_secret_access_key",
                "AKIA:secret | its value is neither a JSON object with the fields accessKeyId and secretAccessKey nor has lines with aws_access_key_id and aws_secret_access_key"
            })
    void whatDoesNotHaveExactlyOneIsRefused(String value, String why) {
        Secret secret = Secret.of(value.replace('\'', '"').replace(';', '\n'));

        assertThatThrownBy(() -> AccessKeyForm.of(secret))
                .isInstanceOf(Target.Unsuitable.class)
                .hasMessage(why);
    }
}
