/** One step forward. Shipped migrations are never edited. */
export type Migration = { version: number; name: string; sql: string };
