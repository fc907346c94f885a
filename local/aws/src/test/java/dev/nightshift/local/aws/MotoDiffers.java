package dev.nightshift.local.aws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A behaviour in which moto is known to differ from AWS.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface MotoDiffers {
    /// What moto does.
    String how();

    /// The AWS page that says otherwise.
    String page();
}
