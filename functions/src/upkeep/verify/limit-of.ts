import { type Activity, AppError, type Limit, limitOnPlan, planLimits } from '../../contract/index.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';

/** Returns the limit that applied when an activity was admitted; null if there was none, or its catalog is gone. */
export async function limitOf(
  catalogs: Catalogs,
  { operation, catalogVersion, plan }: Activity,
): Promise<Limit | null> {
  try {
    const { version, catalog } = await catalogs.at(catalogVersion);
    const limit = (version === catalogVersion && catalog.operations[operation]?.limit) || null;
    return limitOnPlan(limit, { limits: planLimits(catalog, operation) }, plan ?? null);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
