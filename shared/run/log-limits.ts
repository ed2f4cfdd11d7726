/** What is kept of what one attempt of a step says: a log helps to look into it, it is no place for its output. */
export const logLines = 1000;
export const logLineChars = 2000;
export const logChars = 256 * 1024;

export const logLimitWords = `It said more: the first ${logLines.toLocaleString('en')} lines of an attempt are kept, at most ${logChars / 1024} KB.`;
