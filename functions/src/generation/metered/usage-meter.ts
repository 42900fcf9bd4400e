import {
  type Activity,
  AppError,
  amountMicros,
  countNames,
  insufficientCredits,
  type Quantity,
  type Quote,
  toQuantity,
} from '../../contract/index.ts';
import type { WorkReport } from '../work-report.ts';
import { createGenkitMiddleware, type GenkitMiddleware } from './genkit.ts';
import { type MeterableModel, wrapModel } from './wrap-model.ts';

/** Counts by the names of an operation's units: `inputTokens` and `outputTokens` for tokens, `images`, `page`. */
export type UsedCounts = Readonly<Record<string, number | undefined>>;

/** Counts the usage of a piece of work, while it runs. */
export interface UsageMeter {
  /** Aborts when the work is cancelled or switched off, its credits are spent, its time is over or its lease is lost. */
  readonly signal: AbortSignal;
  /** Adds usage. The sums are charged, up to the most that the request can use and to the price shown. */
  used(counts: UsedCounts): void;
  /**
   * Holds credits for more than the request could use at first, up to the price shown.
   * @throws AppError `price-changed` when that is more than was shown, `insufficient-credits` when there are not enough
   */
  extend(atMost: UsedCounts): Promise<void>;
  /** Marks the usage as delivered to the user: it is charged even if the work fails or is cancelled after that. */
  delivered(): void;
  /** Reports the usage of an AI SDK model, step by step, and stops it by the signal. Holds nothing. */
  wrap<M extends MeterableModel>(model: M): M;
  /** Does the same for Genkit: `ai.generate({ …, use: [meter.genkit] })`. */
  readonly genkit: GenkitMiddleware;
}

/** The values that the settlement reads from a meter. */
export interface MeterReading {
  readonly meter: UsageMeter;
  /** The most that the request can use, extensions included. */
  requested(): Quantity;
  /** Returns the reported usage; null: none. */
  reported(): Quantity | null;
  isDelivered(): boolean;
  /** Counts what the model streams have delivered that the work has left open. */
  countOpenStreams(): void;
  /** Reports that come later are of work that has ended: they are ignored. */
  close(): void;
}

export interface MeteredRun {
  readonly activity: Activity;
  readonly quote: Quote;
  readonly units: readonly string[];
  readonly signal: AbortSignal;
  readonly report: Pick<WorkReport, 'hold'>;
  /** Aborts the work when it has used more than is held. */
  readonly spend: () => void;
}

export function createUsageMeter(run: MeteredRun): MeterReading {
  const { activity, quote, signal, report, spend } = run;
  const names = run.units.flatMap((unit) => countNames(unit));
  const used = new Map<string, number>();
  const atMost = new Map<string, number>();
  const streams: (() => void)[] = [];
  let heldMicros = activity.heldMicros;
  let [hasReport, isDelivered, isClosed] = [false, false, false];

  const requested = () => plus(activity.quantity, atMost);
  const { variant } = activity.quantity;

  function toUsed(): Quantity {
    const counts = Object.fromEntries(names.map((name) => [name, used.get(name) ?? 0]));
    return { ...toQuantity(counts), ...(variant !== undefined && { variant }) };
  }

  function add(counts: UsedCounts): void {
    if (isClosed) return;
    hasReport = true;
    addTo(used, counts);
    const { price } = quote.model;
    // Free work has nothing held: its limit is the amount that it could have held.
    const most = activity.heldMicros > 0 ? heldMicros : amountMicros(price, requested());
    if (amountMicros(price, toUsed()) > most) spend();
  }

  const meter: UsageMeter = {
    signal,
    used(counts) {
      check(names, counts);
      add(counts);
    },
    async extend(more) {
      check(names, more);
      const extended = new Map(atMost);
      addTo(extended, more);
      const priceMicros = amountMicros(quote.model.price, plus(activity.quantity, extended));
      if (activity.priceMicros > 0 && priceMicros > activity.priceMicros) {
        throw new AppError('price-changed', { priceMicros, catalogVersion: activity.catalogVersion });
      }
      if (activity.heldMicros > 0 && priceMicros > heldMicros) {
        heldMicros = await report.hold(priceMicros);
        if (heldMicros < priceMicros) {
          throw insufficientCredits({ priceMicros, balanceMicros: 0, topUpBelowMicros: null });
        }
      }
      addTo(atMost, more);
    },
    delivered() {
      isDelivered = true;
    },
    wrap: (model) =>
      wrapModel(model, {
        signal,
        report: (counts) => add(only(names, counts)),
        open: (reportSoFar) => void streams.push(reportSoFar),
      }),
    genkit: createGenkitMiddleware({ signal, report: (counts) => add(only(names, counts)) }),
  };

  return {
    meter,
    requested,
    reported: () => (hasReport ? toUsed() : null),
    isDelivered: () => isDelivered,
    countOpenStreams() {
      for (const reportSoFar of streams) reportSoFar();
    },
    close() {
      isClosed = true;
    },
  };
}

/** @throws TypeError when something is counted that the operation does not have, or is no count */
function check(names: readonly string[], counts: UsedCounts): void {
  for (const [name, count] of Object.entries(counts)) {
    if (!names.includes(name)) throw new TypeError(`The operation counts ${names.join(', ')}, not "${name}"`);
    if (count !== undefined && !(Number.isSafeInteger(count) && count >= 0)) {
      throw new TypeError(`${count} is no count of "${name}"`);
    }
  }
}

/** Returns the counts that a model reported in the operation's units. */
function only(names: readonly string[], counts: UsedCounts): UsedCounts {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => names.includes(name)));
}

function addTo(sums: Map<string, number>, counts: UsedCounts): void {
  for (const [name, count = 0] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
}

function plus(quantity: Quantity, more: ReadonlyMap<string, number>): Quantity {
  const { variant, counts: others, ...fields } = quantity;
  const sums = new Map(Object.entries({ ...fields, ...others } as Record<string, number>));
  addTo(sums, Object.fromEntries(more));
  return { ...toQuantity(Object.fromEntries(sums)), ...(variant !== undefined && { variant }) };
}
