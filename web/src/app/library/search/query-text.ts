// A query as somebody types it, changed in one part and left alone in the others: the words, or the dates.

const TERMS = /-?"[^"]*"?|\S+/g;
const DATE = String.raw`\d{4}(?:-\d{2}(?:-\d{2})?)?`;
const IS_DATE = new RegExp(`^(?:${DATE}|${DATE}\\.\\.(?:${DATE})?|\\.\\.${DATE})$`);

export function isDateTerm(term: string): boolean {
  return IS_DATE.test(term);
}

// The dates in a query; empty for none.
export function datesOf(query: string): string {
  return terms(query).filter(isDateTerm).join(' ');
}

// The same query of other dates, or of none.
export function withDates(query: string, dates: string): string {
  return [...terms(query).filter((term) => !isDateTerm(term)), dates].filter(Boolean).join(' ');
}

// Without a word that nothing is called by.
export function withoutWord(query: string, word: string): string {
  return terms(query)
    .filter((term) => term.replace(/^-/, '').replaceAll('"', '').toLowerCase() !== word.toLowerCase())
    .join(' ');
}

// A tag in place of what was searched for, within the same dates.
export function withTag(query: string, tag: string): string {
  return [asTerm(tag), datesOf(query)].filter(Boolean).join(' ');
}

// A name as one term. Quotation marks keep its words together.
export function asTerm(name: string): string {
  const plain = name.replaceAll('"', '');
  return /^[\p{L}\p{N}]+$/u.test(plain) && !isDateTerm(plain) ? plain : `"${plain}"`;
}

// What a query names, when it is one name and nothing else: without its quotation marks.
export function onlyName(query: string): string {
  const found = terms(query);
  const [term] = found;
  if (found.length !== 1 || !term || term.startsWith('-') || term.includes(':')) return '';
  return term.replaceAll('"', '');
}

function terms(query: string): string[] {
  return query.match(TERMS) ?? [];
}
