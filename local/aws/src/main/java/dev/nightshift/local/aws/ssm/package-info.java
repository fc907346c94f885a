/// AWS Systems Manager: parameters, commands and their tags.
@NullMarked
package dev.nightshift.local.aws.ssm;

import org.jspecify.annotations.NullMarked;
