import type { Plan } from '../../contract/index.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';

/** Returns a plan from the newest catalog that had it; null: none ever had. */
export async function newestPlan(
  catalogs: Catalogs,
  name: string,
): Promise<{ plan: Plan; version: number } | null> {
  const newest = await catalogs.current(0);
  for (let version = newest.version; version > 0; version--) {
    const { catalog, version: found } = version === newest.version ? newest : await catalogs.at(version);
    if (found === version && Object.hasOwn(catalog.plans, name)) {
      const plan = catalog.plans[name];
      if (plan) return { plan, version };
    }
  }
  return null;
}
