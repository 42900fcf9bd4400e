import type { Activity } from '../contract/index.ts';
import type { HoldServices } from './services.ts';

type Catalogs = Pick<HoldServices, 'catalogs'>;

/** Returns whether work belongs into the queue of its own: the plan that counted when it was admitted has one. */
export async function hasPriority(
  { catalogs }: Catalogs,
  { plan, catalogVersion }: Pick<Activity, 'plan' | 'catalogVersion'>,
): Promise<boolean> {
  if (plan === undefined) return false;
  const { catalog } = await catalogs.at(catalogVersion);
  return Object.hasOwn(catalog.plans, plan) && catalog.plans[plan]?.priority === true;
}

/** Returns whether any plan of a catalog has a queue of its own. */
export async function knowsPriority({ catalogs }: Catalogs, catalogVersion: number): Promise<boolean> {
  const { catalog } = await catalogs.at(catalogVersion);
  return Object.values(catalog.plans).some(({ priority }) => priority);
}
