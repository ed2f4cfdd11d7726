/** Whether a status counts as success: `2xx`, `200-299`, `200,404`, a number or a list of numbers. */
export function countsAsSuccess(success: string | number | readonly number[], status: number): boolean {
  if (typeof success === 'number') return success === status;
  if (typeof success !== 'string') return success.includes(status);
  return success.split(',').some((part) => {
    const text = part.trim();
    if (/^[1-5]xx$/.test(text)) return Math.floor(status / 100) === Number(text[0]);
    const [from = '', to = from] = text.split('-');
    return status >= Number(from) && status <= Number(to);
  });
}
