/** The value, however it is spelled: `0XFF`, `1_000`, `1E5`, `1.` */
export function numberForm(text: string): string {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (/^(0[xob][0-9a-f]+|\d+)$/.test(digits)) return `${BigInt(digits)}`;
  const unit = digits.endsWith('j') ? 'j' : '';
  const value = Number(unit ? digits.slice(0, -1) : digits);
  return Number.isNaN(value) ? digits : `${value}f${unit}`;
}
