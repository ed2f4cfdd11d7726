/** Our own errors carry what to do as `fix`; foreign ones get a calm sentence instead of their text. */
export function inThreeParts(error: unknown): { happened: string; fix: string | null; code: string | null } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const fix = 'fix' in error && typeof error.fix === 'string' ? error.fix : null;
    return { happened: error.message, fix, code: error.code };
  }
  return {
    happened: 'Something went wrong in this window.',
    fix: 'Reload the page. What runs on the host goes on regardless.',
    code: null,
  };
}

export const codeOf = (error: unknown): string | null => inThreeParts(error).code;
