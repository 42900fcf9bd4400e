import type {
  AnyOperation,
  Catalog,
  KindOf,
  Limit,
  Model,
  Operation,
  Pack,
  RateIn,
  UnitOf,
} from '../contract/index.ts';
import { creditsToMicros } from '../contract/index.ts';

/** A text for users: one, or one per language, including `en`. */
export type Label = string | ({ readonly en: string } & Readonly<Record<string, string>>);

/** A model that an operation can run on. */
export interface ModelEntry<U extends string> {
  /** The company that bills you for it, such as `google`: it can be switched off as a whole. */
  readonly provider: string;
  /** The provider's own name for it. */
  readonly id: string;
  /** Absent: its name in the entry. */
  readonly label?: Label;
  readonly description?: string;
  /** The users' price, in credits: `perThousandTokens(1, 2)`, `per(1, 'page', 3)`, `perRequest(5)`. */
  readonly price: RateIn<U>;
  /** The provider's charge, in US dollars, by the same functions. */
  readonly cost: RateIn<U>;
}

/** An operation's models and prices. */
export interface Entry<U extends string> {
  readonly label: Label;
  readonly models: Readonly<Record<string, ModelEntry<U>>>;
  /** Absent: the first model. */
  readonly defaultModel?: string;
  /** So many requests of one account in any window of so long; absent: any number. */
  readonly limit?: Limit;
  /** Makes the work free without ledger entries, and records the charge it would have had. */
  readonly shadow?: boolean;
}

/** The offers of an app: an entry for each kind of work. */
export type Entries<O extends AnyOperation> = {
  readonly [K in KindOf<O>]?: Entry<UnitOf<Extract<O, { readonly kind: K }>>>;
};

/** Credits that are sold at once. */
export interface PackEntry {
  readonly label: Label;
  readonly credits: number;
  /** In the smallest unit of each currency: `{ usd: 900 }`. */
  readonly prices: Readonly<Record<string, number>>;
}

/** The credits of new accounts. */
export interface Welcome {
  readonly credits: number;
  /** False: also users without a verified e-mail address, who may have any number of them. Absent: true. */
  readonly needsVerifiedEmail?: boolean;
}

/** Returns the operations of a catalog that entries describe. */
export function toOperations<O extends AnyOperation>(entries: Entries<O>): Record<string, Operation> {
  const all = Object.entries(entries as Record<string, Entry<string> | undefined>);
  return Object.fromEntries(
    all.flatMap(([kind, entry]) => (entry ? [[kind, toOperation(kind, entry)]] : [])),
  );
}

function toOperation(kind: string, { label, models, limit, shadow, ...entry }: Entry<string>): Operation {
  const [first = ''] = Object.keys(models);
  return {
    ...named(label),
    kind,
    enabled: true,
    defaultModel: entry.defaultModel ?? first,
    models: Object.fromEntries(Object.entries(models).map(([name, model]) => [name, toModel(name, model)])),
    limit: limit ?? null,
    ...(shadow && { shadow }),
  };
}

function toModel(name: string, { label = name, description = '', id, ...sold }: ModelEntry<string>): Model {
  return { ...named(label), description, enabled: true, providerModel: id, ...sold };
}

/** Returns a catalog that sells nothing yet, to add operations to. */
export function emptyCatalog(options: {
  readonly welcome?: Welcome | undefined;
  readonly packs?: Readonly<Record<string, PackEntry>> | undefined;
}): Catalog {
  const { welcome = { credits: 0 }, packs = {} } = options;
  return {
    preset: 'own',
    enabled: true,
    disabledProviders: [],
    operations: {},
    packs: Object.fromEntries(Object.entries(packs).map(([name, pack]) => [name, toPack(pack)])),
    plans: {},
    grants: {
      welcomeMicros: creditsToMicros(welcome.credits),
      welcomeNeedsVerifiedEmail: welcome.needsVerifiedEmail ?? true,
    },
    guests: null,
    adminsRunFree: false,
    addressLimit: null,
    lowBalanceMicros: creditsToMicros(10),
    clientReturnMicrosPerDay: 0,
  };
}

function toPack({ label, credits, prices }: PackEntry): Pack {
  return {
    ...named(label),
    micros: creditsToMicros(credits),
    bonusMicros: 0,
    prices: { ...prices },
    tag: null,
  };
}

function named(label: Label): { label: string; labels?: Record<string, string> } {
  if (typeof label === 'string') return { label };
  const { en, ...labels } = label;
  return Object.keys(labels).length > 0 ? { label: en, labels } : { label: en };
}
