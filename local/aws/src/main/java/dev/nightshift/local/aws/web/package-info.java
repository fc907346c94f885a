/// What has certificates: load balancers, CloudFront, API Gateway and ACM.
@NullMarked
package dev.nightshift.local.aws.web;

import org.jspecify.annotations.NullMarked;
