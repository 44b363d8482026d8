// Results as CSV (RFC 4180), a photo a row. help-dialog.ts tells people what the columns mean.
import { SHOWN_LABELS, type Photo } from '../photos/photo';

const TAG_SEPARATOR = '; ';
const RANKS = Array.from({ length: SHOWN_LABELS }, (_, index) => index);

const COLUMNS = [
  'file',
  'status',
  'tag',
  'tag_probability',
  'tags',
  ...RANKS.flatMap((rank) => [`label_${rank + 1}`, `probability_${rank + 1}`]),
  'decode_ms',
  'resize_ms',
  'network_ms',
  'error_code',
  'error',
];

export function toCsv(photos: readonly Photo[]): string {
  const rows = [COLUMNS, ...photos.map(cells)];
  return rows.map((row) => row.map(field).join(',') + '\r\n').join('');
}

function cells({ name, status, result, problem }: Photo): (string | number | undefined)[] {
  const tags = result?.tags ?? [];
  const { decode, resize, network } = result?.timings ?? {};
  return [
    name,
    status,
    tags[0]?.name,
    rounded(tags[0]?.probability, 4),
    tags.map((tag) => tag.name).join(TAG_SEPARATOR),
    ...RANKS.flatMap((rank) => [result?.[rank]?.label, rounded(result?.[rank]?.probability, 4)]),
    rounded(decode, 2),
    rounded(resize, 2),
    rounded(network, 2),
    problem?.code,
    problem?.detail,
  ];
}

function rounded(value: number | undefined, digits: number): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(digits));
}

// A spreadsheet would run a text that begins like a formula: an apostrophe keeps it a text.
function field(value: string | number | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
