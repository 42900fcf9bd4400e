import {
  AppError,
  assertNever,
  Catalog,
  type CatalogFault,
  earlyFaults,
  type OffersOf,
  type Operations,
  type RequestOf,
  readCatalog,
  type SwitchTarget,
  safeDecodeStored,
  saleFaults,
  toIssues,
} from '../contract/index.ts';

export type ConfigurationRequest = RequestOf<'updateCreditConfiguration'>;

/** The stored catalogs that a request concerns. */
export interface StoredCatalogs {
  /** Null if none is published, or if it can't be read. */
  readonly current: Catalog | null;
  readonly currentVersion: number;
  /** The version to roll back to, as stored. */
  readonly past: unknown;
}

/** The rules for what a catalog may sell. */
export interface SaleTerms {
  /** The registered kinds of work. */
  readonly operations: Operations;
  /** The schema version that the store was raised to. */
  readonly storeVersion: number;
  /** Returns what a model makes. */
  readonly offersOf: OffersOf;
}

/**
 * Returns the catalog that a request makes from the published one.
 * @throws AppError `version-conflict`, `invalid-argument` with the path of each fault, `not-found`, `not-configured`,
 * `unknown-operation`, `unknown-model`
 */
export function nextCatalog(
  request: ConfigurationRequest,
  stored: StoredCatalogs,
  terms: SaleTerms,
): Catalog {
  switch (request.action) {
    case 'publish':
      assertNewest(request.baseVersion, stored.currentVersion);
      return validCatalog(request.draft, terms, { reason: 'draft' });
    case 'rollBack':
      assertNewest(request.baseVersion, stored.currentVersion);
      if (stored.past === undefined) {
        throw new AppError('not-found', { reason: 'catalog-version', catalogVersion: request.toVersion });
      }
      return storedCatalog(stored.past, terms, {
        reason: 'past-version',
        catalogVersion: request.toVersion,
      });
    case 'switch':
      if (!stored.current) throw new AppError('not-configured', { reason: 'nothing-published' });
      return switched(stored.current, request);
    default:
      return assertNever(request);
  }
}

function assertNewest(baseVersion: number, currentVersion: number): void {
  if (baseVersion === currentVersion) return;
  throw new AppError('version-conflict', { reason: 'published-meanwhile', catalogVersion: currentVersion });
}

/** The origin of an invalid catalog, which selects the error's sentence. */
type Fault = { reason: 'draft' } | { reason: 'past-version'; catalogVersion: number };

/** @throws AppError `invalid-argument` */
function validCatalog(value: unknown, terms: SaleTerms, otherwise: Fault): Catalog {
  const { catalog, faults } = readCatalog(value, terms);
  if (!catalog) return reject(faults, otherwise);
  const early = earlyFaults(catalog, terms.storeVersion);
  return early.length === 0 ? catalog : reject(early, otherwise);
}

function reject(faults: readonly CatalogFault[], otherwise: Fault): never {
  throw new AppError('invalid-argument', { ...otherwise, issues: toIssues(faults) });
}

/** @throws AppError `invalid-argument` */
function storedCatalog(value: unknown, terms: SaleTerms, otherwise: Fault): Catalog {
  const stored = safeDecodeStored(Catalog, value);
  if (!stored.success) return validCatalog(value, terms, otherwise);
  const { operations, storeVersion } = terms;
  const faults = [...saleFaults(stored.data, operations), ...earlyFaults(stored.data, storeVersion)];
  return faults.length === 0 ? stored.data : reject(faults, otherwise);
}

function switched(
  catalog: Catalog,
  { target, enabled }: { target: SwitchTarget; enabled: boolean },
): Catalog {
  switch (target.kind) {
    case 'all':
      return { ...catalog, enabled };
    case 'provider':
      return withProvider(catalog, { ...target, enabled });
    case 'operation':
    case 'model': {
      const name = target.operation;
      const operation = Object.hasOwn(catalog.operations, name) ? catalog.operations[name] : undefined;
      if (!operation) throw new AppError('unknown-operation', { reason: 'operation', operation: name });
      const changed =
        target.kind === 'operation'
          ? { ...operation, enabled }
          : { ...operation, models: withModel(operation.models, { ...target, enabled }) };
      return { ...catalog, operations: { ...catalog.operations, [name]: changed } };
    }
    default:
      return assertNever(target);
  }
}

type Models = Catalog['operations'][string]['models'];

function withModel(
  models: Models,
  { operation, model, enabled }: { operation: string; model: string; enabled: boolean },
): Models {
  const found = Object.hasOwn(models, model) ? models[model] : undefined;
  if (!found) throw new AppError('unknown-model', { operation, model });
  return { ...models, [model]: { ...found, enabled } };
}

function withProvider(
  catalog: Catalog,
  { provider, enabled }: { provider: string; enabled: boolean },
): Catalog {
  const others = catalog.disabledProviders.filter((name) => name !== provider);
  const models = Object.values(catalog.operations).flatMap((operation) => Object.values(operation.models));
  if (!enabled && !models.some((model) => model.provider === provider)) {
    throw new AppError('not-found', { reason: 'provider', provider });
  }
  return { ...catalog, disabledProviders: enabled ? others : [...others, provider] };
}
