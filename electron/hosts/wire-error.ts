import { AppError } from '../../shared/errors.ts';

const certificates: Record<string, string> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet; this computer’s clock may be wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody that this computer trusts has signed it',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody that this computer trusts has signed it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody that this computer trusts has signed it',
  UNABLE_TO_GET_ISSUER_CERT: 'nobody that this computer trusts has signed it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody that this computer trusts has signed it',
  CERT_REVOKED: 'it was revoked',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
};

const silences: Record<string, string> = {
  ENOTFOUND: 'no machine of that name is known',
  EAI_AGAIN: 'its name could not be looked up; this computer may be offline',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'this computer is offline',
};

/** Why nothing came back, in words for the person at the window. What was thrown travels as the cause. */
export function wireError(cause: unknown, place: string): AppError {
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const certificate = certificates[code];
  if (certificate !== undefined) {
    return new AppError(
      'misdirected',
      `The certificate of ${place} cannot be trusted: ${certificate}. Nothing was sent.`,
      {
        fix: 'Have the certificate mended there, or have this computer trust its authority. Countersign never goes on without.',
        cause,
      },
    );
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return new AppError('misdirected', `${place} does not speak https. Nothing was sent.`, {
      fix: 'Check the port, or use ssh:// where the host has no certificate.',
      cause,
    });
  }
  return new AppError('no_host', `${place} cannot be reached: ${silences[code] ?? 'the line broke'}.`, {
    fix: 'Check the address, and that Countersign runs there. It is tried again by itself.',
    cause,
  });
}
