import type { AuthError } from "@supabase/supabase-js";

/**
 * Every code that the library knows, by what it means to the person who asked. The server may have newer ones: they are
 * trouble.
 */
export const codesByMeaning = {
  /** Of the caller, gone. */
  session: [
    "bad_jwt",
    "no_authorization",
    "refresh_token_already_used",
    "refresh_token_not_found",
    "session_expired",
    "session_not_found",
    "user_not_found",
  ],
  /** A mailed one, no longer good. */
  link: [
    "bad_code_verifier",
    "flow_state_expired",
    "flow_state_not_found",
    "invite_not_found",
    "otp_expired",
  ],
  credentials: ["invalid_credentials"],
  /** Of an authenticator app. */
  code: ["mfa_verification_failed"],
  unconfirmed: ["email_not_confirmed", "provider_email_needs_verification"],
  banned: ["user_banned"],
  taken: ["email_exists", "identity_already_exists", "user_already_exists"],
  closed: ["signup_disabled"],
  /** Of the caller: signed in too long ago, or before there was a second factor. */
  too_old: [
    "insufficient_aal",
    "reauth_nonce_missing",
    "reauthentication_needed",
    "reauthentication_not_valid",
  ],
  same_password: ["same_password"],
  weak_password: ["weak_password"],
  bad_email: ["email_address_invalid"],
  form: ["validation_failed"],
  /** Too many requests. */
  busy: ["over_request_rate_limit", "over_sms_send_rate_limit"],
  /** Too many mails, to this address or in all. */
  mails: ["over_email_send_rate_limit"],
  /** The project has no mail server of its own, and sends mails to members of its team alone. */
  unmailable: ["email_address_not_authorized"],
  /** The project's settings are in the way, whoever asks. */
  set_up: [
    "anonymous_provider_disabled",
    "captcha_failed",
    "email_provider_disabled",
    "hook_payload_invalid_content_type",
    "hook_payload_over_size_limit",
    "manual_linking_disabled",
    "mfa_phone_enroll_not_enabled",
    "mfa_phone_verify_not_enabled",
    "mfa_recovery_codes_enroll_not_enabled",
    "mfa_recovery_codes_verify_not_enabled",
    "mfa_totp_enroll_not_enabled",
    "mfa_totp_verify_not_enabled",
    "mfa_verification_rejected",
    "mfa_webauthn_enroll_not_enabled",
    "mfa_webauthn_verify_not_enabled",
    "oauth_provider_not_supported",
    "otp_disabled",
    "phone_not_confirmed",
    "phone_provider_disabled",
    "provider_disabled",
    "saml_provider_disabled",
    "user_sso_managed",
  ],
  /** Nothing that the person did, or an answer to something that Easel never asks. */
  trouble: [
    "bad_json",
    "bad_oauth_callback",
    "bad_oauth_state",
    "conflict",
    "email_conflict_identity_not_deletable",
    "hook_timeout",
    "hook_timeout_after_retry",
    "identity_not_found",
    "mfa_challenge_expired",
    "mfa_factor_name_conflict",
    "mfa_factor_not_found",
    "mfa_ip_address_mismatch",
    "mfa_recovery_codes_locked",
    "mfa_recovery_codes_sole_factor",
    "mfa_verified_factor_exists",
    "not_admin",
    "phone_exists",
    "request_timeout",
    "saml_assertion_no_email",
    "saml_assertion_no_user_id",
    "saml_entity_id_mismatch",
    "saml_idp_already_exists",
    "saml_idp_not_found",
    "saml_metadata_fetch_failed",
    "saml_relay_state_expired",
    "saml_relay_state_not_found",
    "single_identity_not_deletable",
    "sms_send_failed",
    "sso_domain_already_exists",
    "sso_provider_not_found",
    "too_many_enrolled_mfa_factors",
    "unexpected_audience",
    "unexpected_failure",
    "webauthn_challenge_expired",
  ],
} as const satisfies Readonly<Record<string, readonly AuthError["code"][]>>;
