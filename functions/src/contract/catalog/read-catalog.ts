import type { z } from 'zod';
import { assertNever } from '../errors.ts';
import { builtInOperations } from '../generation/generation-input.ts';
import { type IssueFacts, issueOf, toIssue } from '../messages/issues-en.ts';
import type { Operations } from '../operations/register-operations.ts';
import { Catalog, type Model, type Operation, type Rate } from './catalog.ts';
import { isOfferedSize, type OffersOf, withOffers } from './offered.ts';

/** A fault in a draft, and where it is. */
export interface CatalogFault extends IssueFacts {
  /** The keys from the top. A key may itself contain a dot. */
  readonly keys: readonly (string | number)[];
  /** The keys, joined by dots. */
  readonly path: string;
}

/** The most faults that an error lists, and the longest texts in it. */
const MAX_ISSUES = 100;
const MAX_TEXT_LENGTH = 200;

/** Returns faults as the details of an `invalid-argument` error. */
export function toIssues(faults: readonly CatalogFault[]) {
  return faults.slice(0, MAX_ISSUES).map(({ keys: _, path, message, ...fault }) => ({
    ...fault,
    path: path.slice(0, MAX_TEXT_LENGTH),
    message: message.slice(0, MAX_TEXT_LENGTH),
  }));
}

export type ReadCatalog =
  | { readonly catalog: Catalog; readonly faults: null }
  | { readonly catalog: null; readonly faults: readonly CatalogFault[] };

/** The context in which a catalog is read. */
interface Reading {
  /** The registered kinds of work; absent: Firemeter's own. */
  readonly operations?: Operations;
  /** Returns a model's outputs, if the server knows them better than the draft does. */
  readonly offersOf?: OffersOf;
}

/**
 * Reads a catalog from any value, or returns all of its faults: the same ones in the admin's form and on the server.
 * Rules that only this function checks, and not the schema, don't make a published catalog unreadable.
 */
export function readCatalog(
  value: unknown,
  { operations = builtInOperations, offersOf }: Reading = {},
): ReadCatalog {
  const parsed = Catalog.safeParse(value);
  if (!parsed.success) return { catalog: null, faults: parsed.error.issues.flatMap(faultsIn) };
  const catalog = offersOf ? withOffers(parsed.data, offersOf) : parsed.data;
  const faults = [...saleFaults(catalog, operations), ...sizeFaults(catalog), ...planFaults(catalog)];
  return faults.length === 0 ? { catalog, faults: null } : { catalog: null, faults };
}

/** Finds operations of an undeclared kind, and rates that can't price every request for their operation. */
export function saleFaults(catalog: Catalog, operations: Operations): CatalogFault[] {
  return Object.entries(catalog.operations).flatMap(([name, { kind, models }]) => {
    const keys = ['operations', name];
    const units = operations.get(kind)?.units;
    if (!units) return [faultAt([...keys, 'kind'], issueOf('unknown-kind', kind))];
    return Object.entries(models).flatMap(([modelName, model]) =>
      (['price', 'cost'] as const).flatMap((field) => {
        const fault = rateFault(model[field], units, model);
        return fault ? [faultAt([...keys, 'models', modelName, field], fault)] : [];
      }),
    );
  });
}

/**
 * The schema version since which documents may name any kind of work and any unit. Earlier builds read only their own.
 */
const OPEN_KINDS_VERSION = 3;
/** The kinds and units that builds before that version know. */
const early = {
  kinds: 'image edit video voice chat story narration music captions render polish upload'.split(' '),
  units: ['image', 'second', 'character'],
};

/** Finds the parts of a catalog that builds sharing a store of a version can't read: they would stop all their work. */
export function earlyFaults(catalog: Catalog, storeVersion: number): CatalogFault[] {
  if (storeVersion >= OPEN_KINDS_VERSION) return [];
  return Object.entries(catalog.operations).flatMap(([name, { kind, models }]) => {
    const keys = ['operations', name];
    if (!early.kinds.includes(kind)) return [faultAt([...keys, 'kind'], issueOf('early-kind', kind))];
    return Object.entries(models).flatMap(([modelName, model]) =>
      (['price', 'cost'] as const).flatMap((field) => {
        const rate = model[field];
        if (rate.kind !== 'per-unit' || early.units.includes(rate.unit)) return [];
        return [faultAt([...keys, 'models', modelName, field, 'unit'], issueOf('early-unit', rate.unit))];
      }),
    );
  });
}

/** Returns why a rate can't price every request for a kind of work; null if it can. */
function rateFault(rate: Rate, units: readonly string[], { variants }: Model): IssueFacts | null {
  switch (rate.kind) {
    case 'flat':
      return null;
    case 'per-unit':
      // Tokens are counted in two fields, so they have a rate of their own.
      return units.includes(rate.unit) && rate.unit !== 'token' ? null : issueOf('wrong-unit', rate.unit);
    case 'per-token':
      return units.includes('token') ? null : issueOf('wrong-unit', 'token');
    case 'per-variant': {
      if (!units.includes('image')) return issueOf('no-variants-of-kind');
      if (!variants) return issueOf('no-variants');
      const missing = Object.keys(variants.all).find((name) => !Object.hasOwn(rate.micros, name));
      return missing === undefined ? null : issueOf('variant-price', missing);
    }
    default:
      return assertNever(rate);
  }
}

/** Finds sizes on sale that their model doesn't make. Not part of the schema, so published catalogs stay readable. */
function sizeFaults({ operations }: Catalog): CatalogFault[] {
  return Object.entries(operations).flatMap(([operation, { models }]) =>
    Object.entries(models).flatMap(([name, model]) =>
      Object.entries(model.variants?.all ?? {})
        .filter(([, size]) => !isOfferedSize(model, size))
        .map(([variant, { width, height }]) =>
          faultAt(
            ['operations', operation, 'models', name, 'variants', 'all', variant],
            issueOf('model-size', `${width} × ${height}`),
          ),
        ),
    ),
  );
}

/** Finds models and limits of plans that nobody could use, or that take something from everybody. */
function planFaults({ operations, plans }: Catalog): CatalogFault[] {
  const ofModels = Object.entries(operations).flatMap(([operation, { models, defaultModel }]) => {
    const keys = ['operations', operation];
    const isOpen = models[defaultModel]?.plans === undefined;
    const missing = Object.entries(models).flatMap(([name, { plans: opening = [] }]) =>
      opening.flatMap((plan, index) =>
        Object.hasOwn(plans, plan)
          ? []
          : [faultAt([...keys, 'models', name, 'plans', index], issueOf('plan-missing', plan))],
      ),
    );
    return [
      ...(isOpen ? [] : [faultAt([...keys, 'defaultModel'], issueOf('default-model-plan'))]),
      ...missing,
    ];
  });
  const ofLimits = Object.entries(plans).flatMap(([plan, { limits = {} }]) =>
    Object.entries(limits).flatMap(([name, max]) => {
      const issue = planLimitIssue(Object.hasOwn(operations, name) ? operations[name] : undefined, name, max);
      return issue ? [faultAt(['plans', plan, 'limits', name], issue)] : [];
    }),
  );
  return [...ofModels, ...ofLimits];
}

function planLimitIssue(operation: Operation | undefined, name: string, max: number): IssueFacts | null {
  if (!operation) return issueOf('operation-missing', name);
  if (!operation.limit) return issueOf('plan-limit-missing');
  return max > operation.limit.max ? null : issueOf('plan-limit-size', operation.limit.max);
}

function faultsIn(issue: z.core.$ZodIssue): CatalogFault[] {
  if (issue.code !== 'unrecognized_keys') return [faultAt(issue.path, toIssue(issue))];
  return issue.keys.map((key) => faultAt([...issue.path, key], issueOf('unknown-field')));
}

function faultAt(path: readonly PropertyKey[], issue: IssueFacts): CatalogFault {
  const keys = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  return { keys, path: keys.join('.'), ...issue };
}
