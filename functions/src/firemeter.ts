import type { App } from 'firebase-admin/app';
import type { CallableFunction } from 'firebase-functions/https';
import {
  type AnyOperation,
  type BuiltIn,
  builtIn,
  type CountName,
  DAY_MS,
  type EventName,
  type EventOf,
  type InputFor,
  type KindOf,
  registerOperations,
  type UnitOf,
} from './contract/index.ts';
import { defaults } from './deployment/options.ts';
import { createDeployment } from './deployment.ts';
import type { GenkitMiddleware } from './generation/metered/genkit.ts';
import { currentMeter, type Ran } from './generation/metered/run-metered.ts';
import type { UsageMeter } from './generation/metered/usage-meter.ts';
import type { Provider } from './generation/providers/run/define-provider.ts';
import { type CodeCatalog, publishCode, publishingCatalogs } from './kit/code-catalog.ts';
import { type Entries, emptyCatalog, type PackEntry, toOperations, type Welcome } from './kit/entries.ts';
import { type Group, selectGroups } from './kit/groups.ts';
import { type MeteredCall, type MeteredOptions, meteredCallable } from './kit/metered-callable.ts';
import { runForUser } from './kit/run-for-user.ts';
import { type ShadowBill, shadowBills } from './kit/shadow-bills.ts';
import type { Payer } from './platform/calls/call-context.ts';
import type { AppCheck } from './platform/calls/callable.ts';
import { deploy } from './platform/deploy/deploy.ts';
import type { FindRole } from './platform/identity/identities.ts';
import { type CatalogServices, createServices } from './wiring.ts';

export { z } from 'zod';
export { AppError, defineOperation } from './contract/index.ts';
export { providers } from './generation/providers/registry.ts';
export { defineProvider } from './generation/providers/run/define-provider.ts';
export { allGroups } from './kit/groups.ts';
export * from './kit/rates.ts';
export type { Entries, Group, MeteredCall, MeteredOptions, PackEntry, Provider, Ran, ShadowBill, Welcome };

type Op<O extends AnyOperation, K> = Extract<O, { readonly kind: K }>;
/** The fields of an operation's input. `kind` follows from the operation. */
export type AskOf<O extends AnyOperation, K> = Omit<InputFor<Op<O, K>>, 'kind'>;
/** The quantity in each of an operation's units. */
export type CountsOf<O extends AnyOperation, K> = { readonly [N in CountName<UnitOf<Op<O, K>>>]?: number };

/** Counts the usage of a piece of work, in the units of its operation. */
export interface Meter<O extends AnyOperation, K> extends Omit<UsageMeter, 'used' | 'extend'> {
  /** Adds usage. The sums are charged, up to the most that the request can use and to the price shown. */
  used(counts: CountsOf<O, K>): void;
  /**
   * Holds credits for more than the request could use at first, up to the price shown.
   * @throws AppError `price-changed` when that is more than was shown, `insufficient-credits` when there are not enough
   */
  extend(atMost: CountsOf<O, K>): Promise<void>;
}

/** A request for work, for a user whom the app has authenticated. */
export interface Ask<O extends AnyOperation, K> {
  readonly operation: K;
  /** A name of the catalog; absent: the default model. */
  readonly model?: string;
  readonly input: AskOf<O, K>;
  /** A UUIDv7, made once per intent and sent with every retry, so that the work is charged once. */
  readonly requestId: string;
  readonly uid: string;
  /** Absent: the account that `payer` names. */
  readonly accountId?: string;
  /** The price that the user has seen, which is the most that is charged; absent: the price of now. */
  readonly shown?: { readonly priceMicros: number; readonly catalogVersion?: number };
  /** Keeps the work's result for a day, as JSON of at most 1,000,000 bytes, for repeated requests. */
  readonly keep?: boolean;
  /** Makes the work free, and records the charge it would have had. */
  readonly shadow?: boolean;
  /** The time after which `meter.signal` aborts; absent: nine minutes. */
  readonly timeoutMs?: number;
}

/** Handlers of changes to credits, called after the commit: at least once, with the same `eventId` each time. */
export type Hooks = { readonly [N in EventName]?: (event: EventOf<N>) => Promise<void> };

export interface FiremeterOptions<O extends AnyOperation> {
  /** Absent: the default app, which has to be initialized before. */
  readonly app?: App;
  /** The region of the functions; absent: us-central1. */
  readonly region?: string;
  /** The prefix of every collection's name, so that none collides with yours. */
  readonly collectionPrefix?: string;
  /** The groups to export besides metering. */
  readonly groups?: readonly Group[];
  /** Providers that Firemeter itself calls, for the groups `generation` and `reels`; absent: none. */
  readonly providers?: readonly Provider[];
  /** The kinds of work that are sold; absent: Firemeter's own. */
  readonly operations?: readonly O[];
  /** Prices by operation. The first call publishes new ones; after that, staff or `publish` change them. */
  readonly catalog?: NoInfer<Entries<O>>;
  /** Credits of new accounts, and packs, in the first catalog. */
  readonly welcome?: Welcome;
  readonly packs?: Readonly<Record<string, PackEntry>>;
  /** Returns a staff member's role; absent: read from the documents of `staff`. Claims are ignored. */
  readonly staff?: FindRole;
  /** Returns the account that pays for a user, always the same; absent: their own. */
  readonly payer?: Payer;
  /** Whether calls need a token of App Check, which is never required on the emulators; absent: `enforce`. */
  readonly appCheck?: AppCheck;
  /** Makes all work free, and records the charges it would have had. */
  readonly shadow?: boolean;
  readonly on?: Hooks;
}

export interface Firemeter<O extends AnyOperation> {
  /** The functions to export, by name: `export const { openAccount, … } = credits.functions`. */
  readonly functions: Readonly<Record<string, unknown>>;
  /**
   * Holds credits, runs the work and charges for its usage. Errors of the work are rethrown, and cost nothing unless
   * usage was delivered. A repeated request is charged once; the work runs at most once at a time.
   * @throws AppError the rejection, such as `insufficient-credits`, `rate-limited`, `moderated`, `blocked`
   */
  run<K extends KindOf<O>, T>(ask: Ask<O, K>, work: (meter: Meter<O, K>) => Promise<T>): Promise<Ran<T>>;
  /**
   * Makes a callable of work that is charged for its usage. It takes `{ requestId, input, model?, shownPriceMicros? }`,
   * and returns the result of `run`.
   */
  onCall<K extends KindOf<O>, T>(
    operation: K,
    options: MeteredOptions,
    work: (call: MeteredCall<AskOf<O, K>>, meter: Meter<O, K>) => Promise<T>,
  ): CallableFunction<unknown, Promise<Ran<T>>, unknown>;
  /** A middleware of Genkit that reports to the meter of the work it runs in: `ai.generate({ …, use: [credits.genkit] })`. */
  readonly genkit: GenkitMiddleware;
  /** Puts the prices of the code in force, in place of those published. Returns the version of the catalog. */
  publish(change: { readonly reason: string }): Promise<number>;
  /** Returns the charges that shadow mode avoided, for work that ended in the last days. */
  shadowBills(over?: { readonly days: number }): Promise<ShadowBill[]>;
}

/** Adds metered credits to a Firebase app. Nothing happens until a function is called. */
export function firemeter<const O extends AnyOperation = BuiltIn>(
  options: FiremeterOptions<O> = {},
): Firemeter<O> {
  const { groups = [], catalog = {}, appCheck = 'enforce', shadow = false, on = {}, staff } = options;
  const { app, region = defaults.region, collectionPrefix, payer, providers = [] } = options;
  const own = (options.operations ?? []) as readonly AnyOperation[];
  const builtIns = builtIn.filter(({ kind }) => !own.some((operation) => operation.kind === kind));
  const operations = registerOperations<AnyOperation>([...builtIns, ...own]);
  const sold = toOperations(catalog as Entries<AnyOperation>);
  const first = { ...emptyCatalog(options), operations: sold };
  const code: CodeCatalog = { first, givesWelcome: options.welcome !== undefined };
  const calledByApp = Object.values(sold).flatMap(({ models }) => Object.values(models));
  const reachable = (reached: ReadonlySet<string>) =>
    new Set([...reached, ...calledByApp.map(({ provider }) => provider)]);
  const withCode = (given: CatalogServices) => ({
    ...given,
    reachableProviders: () => reachable(given.reachableProviders()),
  });

  let publishing: CatalogServices | undefined;
  const { services, jobs, erasing } = createServices({
    ...(app && { app }),
    ...(payer && { payer }),
    ...(staff && { staff }),
    ...(collectionPrefix !== undefined && { collectionPrefix }),
    ...{ region, operations, providers, notifies: groups.includes('notifications') },
    hooks: Object.fromEntries(Object.entries(on).map(([name, hook]) => [name, [hook]])),
    prepareCatalogs(given) {
      publishing = withCode(given);
      return Object.keys(sold).length > 0 ? publishingCatalogs(publishing, code) : given.catalogs;
    },
  });
  const deployment = selectGroups(createDeployment({ services, jobs, erasing }), groups);
  const operationOf = (kind: string) => {
    const operation = operations.get(kind);
    if (!operation) throw new TypeError(`There is no operation "${kind}"`);
    return operation;
  };

  return {
    functions: deploy(deployment as ReturnType<typeof createDeployment>, {
      ...{ services, appCheck },
      defaults: { ...defaults, region },
    }),
    run: (ask, work) =>
      runForUser(services, operationOf(ask.operation), { shadow, ...ask }, (meter) => work(meter as never)),
    onCall(kind, given, work) {
      const made = { ...defaults, region, shadow, ...given };
      const metered = { operation: operationOf(kind), options: made, appCheck };
      return meteredCallable(services, metered, (call, meter) => work(call as never, meter as never));
    },
    genkit: (request, next) => currentMeter().genkit(request, next),
    publish: ({ reason }) => publishCode(publishing as CatalogServices, code, reason),
    shadowBills({ days } = { days: 30 }) {
      const toMs = Date.now() + DAY_MS;
      return shadowBills(services.db, { fromMs: toMs - (days + 1) * DAY_MS, toMs });
    },
  };
}
