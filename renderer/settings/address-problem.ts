import { AppError } from '../../shared/errors.ts';
import { readHostAddress } from '../../shared/host-address.ts';

/** Why this is no address of a host, in a line under its field; null where it is one. */
export function addressProblem(text: string): string | null {
  try {
    readHostAddress(text);
    return null;
  } catch (error) {
    return error instanceof AppError ? `${error.message} ${error.fix ?? ''}`.trim() : 'This is no address.';
  }
}
