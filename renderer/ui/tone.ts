/** What a colour means here; it never says it alone. */
export type Tone = 'person' | 'good' | 'bad' | 'none' | 'move';
