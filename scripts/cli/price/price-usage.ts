/** The usage of a model, and its cost in US dollars. */
export interface UsageRow {
  readonly operation: string;
  readonly model: string;
  readonly requests: number;
  /** Requests that are charged, and so pay for those that are not. Absent: all. */
  readonly charged?: number;
  /** Of all requests. */
  readonly costUsd: number;
  /** The provider's rate, as it is written in a catalog. Absent: as the prices are. */
  readonly cost?: string;
  /** The charged tokens, and the provider's prices for a million, if tokens are charged. */
  readonly tokens?: {
    readonly input: number;
    readonly output: number;
    readonly inputUsd: number;
    readonly outputUsd: number;
  };
  /** How often so many of a unit are charged, if something else is counted. */
  readonly units?: { readonly unit: string; readonly unitSize: number; readonly count: number };
}

export interface Target {
  /** The part of the revenue that remains after provider costs and fees, from 0 to 1. */
  readonly margin: number;
  /** The part of the revenue that the payment provider takes. */
  readonly fee: number;
  /** What users pay for one credit, in US dollars: in the cheapest pack, so that no pack misses the target. */
  readonly creditUsd: number;
}

export interface PricedRow extends UsageRow {
  /** The rate for the catalog; null: nothing is charged, so no price pays for it. */
  readonly price: string | null;
  readonly cost: string;
  readonly revenueUsd: number;
  readonly margin: number;
}

/** Three digits are enough, and always rounded up: the margin is never missed. */
const DIGITS = 3;

/**
 * Returns the prices at which usage makes a margin: what is charged pays for everything. Tokens keep the provider's
 * proportion of input to output.
 * @throws RangeError when no price does
 */
export function priceUsage(rows: readonly UsageRow[], target: Target): PricedRow[] {
  const { margin, fee, creditUsd } = target;
  const kept = 1 - margin - fee;
  if (!(kept > 0)) throw new RangeError('Margin and fee together have to be less than 100%.');
  const creditsFor = (usd: number) => roundUp(usd / kept / creditUsd);
  return rows.map((row) => {
    const { credits, ...rates } = ratesFor(row, creditsFor);
    const revenueUsd = credits * creditUsd;
    const margin = revenueUsd === 0 ? 0 : 1 - fee - row.costUsd / revenueUsd;
    return { ...row, ...rates, revenueUsd, margin };
  });
}

function ratesFor(
  { requests, charged = requests, costUsd, tokens, units, cost }: UsageRow,
  creditsFor: (usd: number) => number,
): Pick<PricedRow, 'price' | 'cost'> & { readonly credits: number } {
  const ownUsd = tokens ? costOfTokens(tokens) : 0;
  if (tokens && ownUsd > 0) {
    const [input, output] = [tokens.inputUsd, tokens.outputUsd].map((usd) =>
      creditsFor(((usd / 1_000) * costUsd) / ownUsd),
    ) as [number, number];
    return {
      credits: (input * tokens.input + output * tokens.output) / 1_000,
      price: perToken(input, output),
      cost: cost ?? perToken(tokens.inputUsd / 1_000, tokens.outputUsd / 1_000),
    };
  }
  const written = { cost: cost ?? `perRequest(${plain(roundUp(costUsd / requests))})` };
  if (units && units.count > 0) {
    const each = creditsFor(costUsd / units.count);
    const price = `per(${units.unitSize}, '${units.unit}', ${plain(each)})`;
    return { ...written, credits: each * units.count, price };
  }
  if (charged === 0) return { ...written, credits: 0, price: null };
  const each = creditsFor(costUsd / charged);
  return { ...written, credits: each * charged, price: `perRequest(${plain(each)})` };
}

function costOfTokens({ input, output, inputUsd, outputUsd }: NonNullable<UsageRow['tokens']>): number {
  return (input * inputUsd + output * outputUsd) / 1_000_000;
}

/** Writes a rate by the token, as in a catalog. */
export function perToken(input: number, output: number): string {
  return `perThousandTokens(${plain(input)}, ${plain(output)})`;
}

function roundUp(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - DIGITS + 1);
  // Credits and dollars are stored in millionths.
  const step = Math.max(unit, 1e-6);
  const up = Math.ceil(value / step) * step;
  return Number((up < value ? up + step : up).toFixed(6));
}

/** Writes a number without the rounding faults of floating point. */
export function plain(value: number): string {
  return Number(value.toFixed(9)).toString();
}

const columns = [
  'operation',
  'model',
  'requests',
  'inputTokens',
  'outputTokens',
  'inputUsd',
  'outputUsd',
  'costUsd',
];

/** Reads a table of usage. @throws RangeError that names the line */
export function readUsage(csv: string): UsageRow[] {
  const [head = '', ...lines] = csv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = head.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !columns.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`Unknown columns: ${unknown.join(', ')}. There are: ${columns.join(', ')}.`);
  return lines.map((line, index) => {
    const values = line.split(',').map((value) => value.trim());
    const fields = Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
    const number = (name: string) => {
      const value = Number(fields[name] || Number.NaN);
      if (!(value >= 0)) throw new RangeError(`Line ${index + 2}: ${name} is no number.`);
      return value;
    };
    const named = {
      operation: fields.operation ?? '',
      model: fields.model ?? '',
      requests: number('requests'),
    };
    if (named.requests === 0) throw new RangeError(`Line ${index + 2}: there are no requests.`);
    if (!names.includes('inputTokens')) return { ...named, costUsd: number('costUsd') };
    const [input, output] = [number('inputTokens'), number('outputTokens')];
    const [inputUsd, outputUsd] = [number('inputUsd'), number('outputUsd')];
    const tokens = { input, output, inputUsd, outputUsd };
    return { ...named, costUsd: costOfTokens(tokens), tokens };
  });
}
