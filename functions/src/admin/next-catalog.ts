import {
  AppError,
  assertNever,
  Catalog,
  type RequestOf,
  readCatalog,
  type SwitchTarget,
  safeDecodeStored,
} from '../contract/index.ts';

const MAX_ISSUES = 100;
const MAX_TEXT_LENGTH = 200;

export type ConfigurationRequest = RequestOf<'updateCreditConfiguration'>;

/** What is stored that a request is about. */
export interface StoredCatalogs {
  /** Null where none is published, or none that can be read. */
  readonly current: Catalog | null;
  readonly currentVersion: number;
  /** The version to roll back to, as it is stored. */
  readonly past: unknown;
}

/**
 * The catalog that a request makes of what is published.
 * @throws AppError `version-conflict`, `invalid-argument` with the path of each fault, `not-found`, `not-configured`,
 * `unknown-operation`, `unknown-model`
 */
export function nextCatalog(request: ConfigurationRequest, stored: StoredCatalogs): Catalog {
  switch (request.action) {
    case 'publish':
      assertNewest(request.baseVersion, stored.currentVersion);
      return validCatalog(request.draft, 'The draft is not a catalog yet.');
    case 'rollBack':
      assertNewest(request.baseVersion, stored.currentVersion);
      if (stored.past === undefined) {
        throw new AppError('not-found', `There is no version ${request.toVersion} to roll back to.`);
      }
      return storedCatalog(stored.past, `Version ${request.toVersion} does not keep today's rules any more.`);
    case 'switch':
      if (!stored.current) throw new AppError('not-configured', 'Publish a catalog first.');
      return switched(stored.current, request);
    default:
      return assertNever(request);
  }
}

function assertNewest(baseVersion: number, currentVersion: number): void {
  if (baseVersion === currentVersion) return;
  throw new AppError(
    'version-conflict',
    `Version ${currentVersion} was published meanwhile. Look at what it changed, then publish again.`,
    { catalogVersion: currentVersion },
  );
}

/** @throws AppError `invalid-argument` */
function validCatalog(value: unknown, otherwise: string): Catalog {
  const { catalog, faults } = readCatalog(value);
  if (catalog) return catalog;
  const issues = faults.slice(0, MAX_ISSUES).map(({ path, message }) => ({
    path: path.slice(0, MAX_TEXT_LENGTH),
    message: message.slice(0, MAX_TEXT_LENGTH),
  }));
  const [first] = issues;
  const where = first ? ` "${first.path.slice(0, 80)}": ${first.message}` : '';
  throw new AppError('invalid-argument', `${otherwise}${where}`, { issues });
}

/** @throws AppError `invalid-argument` */
function storedCatalog(value: unknown, otherwise: string): Catalog {
  const stored = safeDecodeStored(Catalog, value);
  return stored.success ? stored.data : validCatalog(value, otherwise);
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
      if (!operation) throw new AppError('unknown-operation', `There is no operation "${name}".`);
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

function withModel(models: Models, { model, enabled }: { model: string; enabled: boolean }): Models {
  const found = Object.hasOwn(models, model) ? models[model] : undefined;
  if (!found) throw new AppError('unknown-model', `There is no model "${model}" in this operation.`);
  return { ...models, [model]: { ...found, enabled } };
}

function withProvider(
  catalog: Catalog,
  { provider, enabled }: { provider: string; enabled: boolean },
): Catalog {
  const others = catalog.disabledProviders.filter((name) => name !== provider);
  const models = Object.values(catalog.operations).flatMap((operation) => Object.values(operation.models));
  if (!enabled && !models.some((model) => model.provider === provider)) {
    throw new AppError('not-found', `No model is made by a provider "${provider}".`);
  }
  return { ...catalog, disabledProviders: enabled ? others : [...others, provider] };
}
