/** Stands in place of every secret in what is stored and shown. */
export const mask = '•••';
